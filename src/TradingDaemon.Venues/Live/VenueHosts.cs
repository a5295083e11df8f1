namespace TradingDaemon.Venues.Live;

/// <summary>Where one of a venue's worlds is, and whether money there is real.</summary>
/// <param name="World">Its name, e.g. <c>live</c>, <c>paper</c>, <c>testnet</c>.</param>
/// <param name="IsReal">Whether orders there move real money. Only an address the venue itself runs for that is; anything else, a sandbox on this machine too, is not.</param>
/// <param name="Rest">Questions and orders over HTTP.</param>
/// <param name="Stream">Market data over a WebSocket; null where there is none.</param>
/// <param name="AccountStream">The account's own events over a WebSocket; null where there is none.</param>
/// <param name="Data">Market data over HTTP, where it is somewhere else than <paramref name="Rest"/>; null where it is the same.</param>
public sealed record VenueHosts(string World, bool IsReal, Uri Rest, Uri? Stream = null, Uri? AccountStream = null, Uri? Data = null)
{
    /// <summary>Which of the venue's feeds of shares is heard, in its own word; null for the one every plan has.</summary>
    public string? EquityFeed { get; init; }

    /// <summary>The same of options.</summary>
    public string? OptionFeed { get; init; }

    /// <summary>A loopback exchange that speaks the venue's protocol at one address, with the paths of the venue's own streams.</summary>
    /// <param name="address">Where it listens, e.g. <c>http://127.0.0.1:8790</c>.</param>
    public VenueHosts At(Uri address) => this with
    {
        World = "sandbox", IsReal = false, Rest = Moved(Rest, address, address.Scheme), Data = Data is null ? null : Moved(Data, address, address.Scheme),
        Stream = Stream is null ? null : Moved(Stream, address, SchemeOfStreams(address)), AccountStream = AccountStream is null ? null : Moved(AccountStream, address, SchemeOfStreams(address)),
    };

    private static string SchemeOfStreams(Uri address) => address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;

    private static Uri Moved(Uri from, Uri to, string scheme) => new UriBuilder(from) { Scheme = scheme, Host = to.Host, Port = to.Port }.Uri;
}
