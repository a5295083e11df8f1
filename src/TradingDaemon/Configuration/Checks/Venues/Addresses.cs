using System.Net;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Configuration.Checks.Venues;

/// <summary>Where a venue is, and whether money is at stake there. Wherever that is not certain, it is.</summary>
internal static class Addresses
{
    private static readonly string[] OwnNetwork = [".localhost", ".local", ".internal"];

    /// <summary>The venue's own world for money.</summary>
    public static VenueHosts Real(VenueEntry adapter) => adapter.Hosts.First(static hosts => hosts.IsReal);

    /// <summary>The venue's own world for play money, or null.</summary>
    public static VenueHosts? Play(VenueEntry adapter) => adapter.Hosts.FirstOrDefault(static hosts => !hosts.IsReal);

    /// <summary>The world the settings lead to; for a venue in paper mode without a place for play money the real one, from which only prices are taken.</summary>
    public static VenueHosts Of(VenueEntry adapter, VenueSettings settings) => World(adapter, settings) with { EquityFeed = settings.EquityFeed, OptionFeed = settings.OptionFeed };

    private static VenueHosts World(VenueEntry adapter, VenueSettings settings) => settings switch
    {
        { Mode: RunMode.Live } => Real(adapter),
        { Url: null } => Play(adapter) ?? Real(adapter),
        { Url: { } url } when Play(adapter) is { } play && IsAt(play, new Uri(url)) => play,
        { Url: { } url } => Real(adapter).At(new Uri(url)),
    };

    /// <summary>Whether the address is where this world is.</summary>
    public static bool IsAt(VenueHosts hosts, Uri address) => address.Scheme == hosts.Rest.Scheme && address.Port == hosts.Rest.Port && address.Host.Equals(hosts.Rest.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether no money can be at stake there: the venue's own place for play money, this machine, or this network.</summary>
    public static bool IsPaper(VenueEntry adapter, Uri address) => (Play(adapter) is { } play && IsAt(play, address)) || IsNear(address.DnsSafeHost);

    /// <summary>Whether a host is this machine, or on this network. A name without a dot is nobody's on the wide internet; neither are the endings of one's own.</summary>
    public static bool IsNear(string host) => IPAddress.TryParse(host, out var ip)
        ? IPAddress.IsLoopback(ip) || IsPrivate(ip)
        : !host.Contains('.', StringComparison.Ordinal) || OwnNetwork.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool IsPrivate(IPAddress ip) => ip.GetAddressBytes() is [var a, var b, _, _]
        ? a == 10 || (a == 172 && b is >= 16 and < 32) || (a == 192 && b == 168)
        : ip.IsIPv6UniqueLocal;
}
