using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Venues;

/// <summary>A venue over a network, as the files say it. Its key is never among them: it comes from the environment.</summary>
internal sealed record VenueSettings
{
    /// <summary>Which venue it is, by the protocol it speaks.</summary>
    public required VenueKind Kind { get; init; }

    /// <summary>Paper: play money only. Live also wants <c>mode</c> live, and the variable <c>TRADINGDAEMON_LIVE</c> to name this venue.</summary>
    public RunMode Mode { get; init; } = RunMode.Paper;

    /// <summary>Where it is; absent means the venue's own address for its mode.</summary>
    [TextPattern(@"https?://[^\s/?#]+/?", "an address such as http://127.0.0.1:9090")]
    public string? Url { get; init; }

    /// <summary>Which feed of shares is heard, at a venue that has several; absent means the one every plan has.</summary>
    [TextPattern("iex|sip", "iex or sip")]
    public string? EquityFeed { get; init; }

    /// <summary>Which feed of options is heard, at a venue that has several; absent means the one every plan has.</summary>
    [TextPattern("indicative|opra", "indicative or opra")]
    public string? OptionFeed { get; init; }

    /// <summary>How long after a request left its order may still not be shown: "not found" is proof only later.</summary>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan AbsenceProvenAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Weight of requests a minute until the venue tells its limit; a fifth of it is never used.</summary>
    [NumberRange(60, 1e6)]
    public int WeightPerMinute { get; init; } = 1_200;

    /// <summary>How often prices are asked for at a venue that does not stream them; the venue's own pace where that is slower.</summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan PricesInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the newest quotes and trades are asked for while the stream is lost, at a venue whose answers may be old.</summary>
    [DurationRange("00:00:05", "00:10:00")]
    public TimeSpan FallbackInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the account is asked for what its stream may have lost; at a venue without one, for all that happened.</summary>
    [DurationRange("00:00:01", "00:05:00")]
    public TimeSpan AccountInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the rules of its instruments (steps, minimums, halts) are asked for again.</summary>
    [DurationRange("00:01:00", "1.00:00:00")]
    public TimeSpan RulesInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the newest prices of the instruments it tells are kept as a series; zero keeps none. Absent means five minutes at CoinSpot, and none elsewhere.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan? SeriesInterval { get; init; }
}
