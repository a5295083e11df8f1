namespace TradingDaemon.Domain.Instruments;

/// <summary>The right an option gives. Zero stays unassigned.</summary>
public enum OptionRight : byte
{
    /// <summary>The right to buy.</summary>
    Call = 1,

    /// <summary>The right to sell.</summary>
    Put,
}
