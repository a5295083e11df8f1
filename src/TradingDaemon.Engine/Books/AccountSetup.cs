using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Engine.Books;

/// <summary>What the configuration says of the account; replaced whole where it is reloaded.</summary>
/// <param name="Catalog">Every instrument.</param>
/// <param name="Currency">What equity and limits are counted in.</param>
/// <param name="Parity">Account currency per unit, by code, for currencies no pair converts, e.g. USDT → 1.</param>
/// <param name="Tiers">The tier table.</param>
/// <param name="Spreads">Widest spreads.</param>
public sealed record AccountSetup(
    InstrumentCatalog Catalog, Currency Currency, ImmutableSortedDictionary<string, decimal> Parity, TierTable Tiers, SpreadLimits Spreads)
{
    /// <summary>Where the account lives: its trading days are days there; UTC by default.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>When a trading day begins, as time of day in <see cref="TimeZone"/>; 00:00 by default.</summary>
    public TimeSpan DayStart { get; init; }

    /// <summary>What is done about differences from the venues.</summary>
    public ReconciliationPolicy Reconciliation { get; init; } = new();

    /// <summary>How long what a venue told of its buying power counts: several comparisons; above zero.</summary>
    public TimeSpan BuyingPowerAgeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How entries find their venue; off by default.</summary>
    public RoutingPolicy Routing { get; init; } = RoutingPolicy.Off;

    /// <summary>Whether an entry that the venue is proven never to have had is filled in the simulation. For paper accounts only; off by default.</summary>
    public bool PaperFallback { get; init; }

    /// <summary>How the entries strategies propose share the account; by default each goes its way at once.</summary>
    public SignalPolicy Signals { get; init; } = new();

    /// <summary>When a trader is on tilt and what is done about it; null judges nobody.</summary>
    public TiltPolicy? Tilt { get; init; }

    /// <summary>How markets are told apart; null tells none apart.</summary>
    public RegimePolicy? Regimes { get; init; }

    /// <summary>Whether entries are scored by a model, and what for; null, or off, scores none. Replaced with the tiers.</summary>
    public GatekeeperPolicy? Gatekeeper { get; init; }

    /// <summary>Written on every intent; empty when not configured.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Written on every intent; empty when not configured.</summary>
    public string Tenant { get; init; } = "";
}
