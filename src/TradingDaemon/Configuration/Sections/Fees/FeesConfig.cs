using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Configuration.Sections.Fees;

/// <summary>The simulated venue's fees by asset class.</summary>
internal sealed record FeesConfig
{
    /// <summary>Shares: none.</summary>
    public FeeConfig Equity { get; init; } = new() { MakerFraction = 0m, TakerFraction = 0m };

    /// <summary>Currency pairs.</summary>
    public FeeConfig Forex { get; init; } = new() { MakerFraction = 0.00002m, TakerFraction = 0.00002m };

    /// <summary>Coins.</summary>
    public FeeConfig Crypto { get; init; } = new() { MakerFraction = 0.0004m, TakerFraction = 0.0004m };

    /// <summary>Options.</summary>
    public FeeConfig Option { get; init; } = new() { MakerFraction = 0.001m, TakerFraction = 0.001m };

    /// <summary>The fees of an asset class.</summary>
    public FeeConfig For(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Equity => Equity,
        AssetClass.Forex => Forex,
        AssetClass.Crypto => Crypto,
        AssetClass.Option => Option,
        _ => throw new ArgumentOutOfRangeException(nameof(assetClass), assetClass, "Unknown asset class."),
    };
}
