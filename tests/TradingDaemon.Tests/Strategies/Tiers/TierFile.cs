using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Tiers;

/// <summary>One tier as its file says it, read by the usual configuration binder with unknown keys refused.</summary>
internal sealed class TierFile
{
    public decimal EquityMinAccount { get; set; }

    public decimal DemotionFraction { get; set; }

    public RiskLimits Limits { get; set; } = new();

    public Dictionary<string, StrategyFile> Strategies { get; set; } = [];

    /// <summary>All three files merged, lowest tier first.</summary>
    public static TierTable Table()
    {
        var builder = new ConfigurationBuilder();
        foreach (var name in new[] { "strategist", "sniper", "hunter" })
            builder.AddJsonFile(Path.Combine(SharedData.RepositoryRoot, "config", "tiers", name + ".json"));
        var tiers = builder.Build().GetSection("tiers").Get<Dictionary<string, TierFile>>(static o => o.ErrorOnUnknownConfiguration = true)!;
        return new(tiers.Select(static pair => pair.Value.ToTier(pair.Key)));
    }

    private Tier ToTier(string name) =>
        new(name, EquityMinAccount, DemotionFraction, Limits, [.. Strategies.Select(static pair => pair.Value.ToSpec(pair.Key))]);

    /// <summary>One strategy as its file says it.</summary>
    internal sealed class StrategyFile
    {
        public string Kind { get; set; } = "";

        public string[] Symbols { get; set; } = [];

        public AssetClass[] AssetClasses { get; set; } = [];

        public TimeSpan BarInterval { get; set; }

        public decimal SizeFraction { get; set; }

        public decimal ExposureMaxFraction { get; set; }

        public decimal SlippageMaxFraction { get; set; }

        public OrderStyle OrderStyle { get; set; }

        public TimeSpan SignalLifetime { get; set; }

        public Dictionary<string, string> Parameters { get; set; } = [];

        public StrategySpec ToSpec(string id) => new()
        {
            Id = new(id),
            Kind = Kind,
            Symbols = [.. Symbols],
            AssetClasses = [.. AssetClasses],
            BarInterval = BarInterval,
            SizeFraction = SizeFraction,
            ExposureMaxFraction = ExposureMaxFraction,
            SlippageMaxFraction = SlippageMaxFraction,
            OrderStyle = OrderStyle,
            SignalLifetime = SignalLifetime,
            Parameters = Parameters.ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase),
        };
    }
}
