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
/// <param name="WhyNotTraded">Why no order goes there though instruments are meant to, in one sentence; null when orders do. Prices come from there in any case.</param>
internal sealed record VenueModel(string Name, VenueSettings Settings, VenueEntry? Adapter, VenueHosts? Hosts, VenueCredentials? Credentials, string? WhyNotTraded);
