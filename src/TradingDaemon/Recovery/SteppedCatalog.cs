using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Recovery;

/// <summary>
/// Instruments on the steps their venues told at a start. Steps decide sizes, what is dust and prices, so those that are in no file are recorded with the configuration, and
/// a venue that tells none is taken at what the record has.
/// </summary>
/// <param name="Configured">As the files have them.</param>
/// <param name="Told">On the steps that were told.</param>
/// <param name="Untold">Traded at a venue that did not tell theirs.</param>
internal sealed record SteppedCatalog(InstrumentCatalog Configured, InstrumentCatalog Told, ImmutableHashSet<Symbol> Untold)
{
    /// <summary>Where a step comes from that is in no file.</summary>
    public const string Origin = "venue";

    /// <summary>What is traded: of what was not told on the recorded steps, where those are coarser than the configuration's.</summary>
    /// <param name="recorded">Every value by key, as the journal has it.</param>
    public InstrumentCatalog Over(IReadOnlyDictionary<string, string> recorded) => new(Told.All.Select(instrument =>
        Untold.Contains(instrument.Symbol)
            ? new TradingRule(instrument.Symbol, instrument.Symbol.Text, Number(recorded, TickOf(instrument)), Number(recorded, LotOf(instrument)), null, null, null, null).Fitted(instrument)
            : instrument));

    /// <summary>The steps in use that are in no file, to be recorded with what is: <c>steps:VENUE:SYMBOL:lotSize</c> and <c>tickSize</c>.</summary>
    /// <param name="used">What is traded.</param>
    public ImmutableArray<KeyInForce> Beyond(InstrumentCatalog used) =>
    [
        .. Configured.All.Zip(used.All).SelectMany(static pair => new[]
        {
            (Key: LotOf(pair.Second), Files: pair.First.LotSize, Used: pair.Second.LotSize), (Key: TickOf(pair.Second), Files: pair.First.TickSize, Used: pair.Second.TickSize),
        }).Where(static step => step.Used != step.Files).Select(static step => new KeyInForce(step.Key, step.Used.ToString(CultureInfo.InvariantCulture), Origin)),
    ];

    private static string LotOf(Instrument instrument) => $"steps:{instrument.Venue}:{instrument.Symbol}:lotSize";

    private static string TickOf(Instrument instrument) => $"steps:{instrument.Venue}:{instrument.Symbol}:tickSize";

    private static decimal? Number(IReadOnlyDictionary<string, string> recorded, string key) =>
        recorded.TryGetValue(key, out var text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
