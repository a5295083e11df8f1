namespace TradingDaemon.Domain.Instruments;

/// <summary>What kind of thing is traded. Zero stays unassigned, so a default is never a class.</summary>
public enum AssetClass : byte
{
    /// <summary>Shares and funds.</summary>
    Equity = 1,

    /// <summary>Currency pairs.</summary>
    Forex,

    /// <summary>Coins against coins or currencies.</summary>
    Crypto,

    /// <summary>Listed options, named by their OCC symbol.</summary>
    Option,
}
