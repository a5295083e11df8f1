using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>Widest spread, as a fraction of mid, at which an order is sent.</summary>
internal sealed record SpreadSettings
{
    /// <summary>Shares.</summary>
    [NumberRange(0, 1, Unit = "of mid")]
    public decimal Equity { get; init; } = 0.001m;

    /// <summary>Currency pairs.</summary>
    [NumberRange(0, 1, Unit = "of mid")]
    public decimal Forex { get; init; } = 0.0005m;

    /// <summary>Coins.</summary>
    [NumberRange(0, 1, Unit = "of mid")]
    public decimal Crypto { get; init; } = 0.002m;

    /// <summary>Options.</summary>
    [NumberRange(0, 1, Unit = "of mid")]
    public decimal Option { get; init; } = 0.005m;
}
