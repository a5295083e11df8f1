using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Risk;

/// <summary>Widest spread, as a fraction of mid, at which an order is sent; equality sends.</summary>
/// <param name="IsEnabled">False lets every spread pass; a missing, stale, zero or crossed quote still waits.</param>
/// <param name="Equity">For shares; 0.001 by default.</param>
/// <param name="Forex">For currency pairs; 0.0005 by default.</param>
/// <param name="Crypto">For coins; 0.002 by default.</param>
/// <param name="Option">For options; 0.005 by default.</param>
public sealed record SpreadLimits(bool IsEnabled = true, decimal Equity = 0.001m, decimal Forex = 0.0005m, decimal Crypto = 0.002m, decimal Option = 0.005m)
{
    /// <summary>The limit of an asset class.</summary>
    public decimal For(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Equity => Equity,
        AssetClass.Forex => Forex,
        AssetClass.Crypto => Crypto,
        AssetClass.Option => Option,
        _ => throw new ArgumentOutOfRangeException(nameof(assetClass), assetClass, "Unknown asset class."),
    };
}
