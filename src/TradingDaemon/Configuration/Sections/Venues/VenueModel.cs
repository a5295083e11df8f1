using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Configuration.Sections.Venues;

/// <summary>A venue over a network with all that was found for it.</summary>
/// <param name="Name">Its name in configuration, facts and metrics.</param>
/// <param name="Settings">What the files say.</param>
/// <param name="Adapter">What makes it; null for the sandbox, which speaks a protocol of its own.</param>
/// <param name="Hosts">Where it is; null for the sandbox, whose address is among the settings.</param>
/// <param name="Credentials">Its key; null when a part of it is missing.</param>
/// <param name="WhyNotTraded">Why no order goes there though instruments are meant to, in one sentence; null when orders do.</param>
/// <param name="WhyNoKey">Why there is no key, in one sentence that names its variables; null when there is one.</param>
internal sealed record VenueModel(string Name, VenueSettings Settings, VenueEntry? Adapter, VenueHosts? Hosts, VenueCredentials? Credentials, string? WhyNotTraded, string? WhyNoKey)
{
    /// <summary>How often its newest prices are kept as a series; zero where they are not.</summary>
    public TimeSpan SeriesInterval => Settings.SeriesInterval ?? Adapter?.SeriesEvery ?? TimeSpan.Zero;

    /// <summary>Why no price comes from there either, in one sentence; null when prices come.</summary>
    public string? WhyUnpriced => Adapter is { MarketDataNeedsKey: true } && WhyNoKey is { } why ? $"{Adapter.Name} shows its market to keys only, and {why}" : null;
}
