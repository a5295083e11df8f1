using System.Collections.Concurrent;
using System.Threading.Channels;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Ingest;

/// <summary>Hears what one feed says of itself: logs it, counts it, raises the alert, and keeps entries of its own instruments blocked while nothing of an open market can be seen.</summary>
/// <param name="feed">Its name.</param>
/// <param name="venues">Where its instruments are traded.</param>
/// <param name="topology">The way to the engine.</param>
/// <param name="metrics">Figures.</param>
/// <param name="alerts">What an operator should know now.</param>
/// <param name="clocks">Market time for stamps.</param>
/// <param name="logger">The log.</param>
internal sealed class FeedWatch(string feed, IReadOnlyList<string> venues, Topology topology, DaemonMetrics metrics, AlertBoard alerts, Clocks clocks, ILogger<FeedWatch> logger)
{
    private const string Whole = "all of it"; // what a change is of that is not of one instrument

    private const int UnrecognizedMax = 50; // kinds; who makes up names does not fill the log

    private readonly BellRinger _events = new(topology);
    // One waiting wake-up is as good as many: only the newest state is told.
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly HashSet<string> _unrecognized = new(StringComparer.Ordinal); // what was logged; the feed's own thread
    private readonly ConcurrentDictionary<Symbol, FeedChange> _halts = new(); // the newest of each instrument that was ever halted
    private readonly HashSet<Symbol> _toldHalted = []; // the engine's; of the loop alone
    private readonly ConcurrentDictionary<Symbol, FeedChange> _calendars = new(); // what the venue's calendar says last of each instrument it speaks of
    private readonly Dictionary<Symbol, FeedChange> _toldCalendars = []; // as above; what was told before the last start is not known here
    private volatile FeedChange? _sight;
    private bool _wasConnected;
    private bool _isLost;
    private bool? _toldBlind; // what was told before the last start is not known here

    /// <summary>Told, on the feed's own thread, when all its markets have closed (false) and when one opens again (true).</summary>
    public Action<bool>? MarketsOpened { get; set; }

    /// <summary>
    /// Told, on the feed's own thread, of what goes unseen: <see cref="DateTimeOffset.MaxValue"/> when the stream is lost, and the moment of its first data when it is back; of an instrument alone, or of
    /// all that the feed tells of, the moment in which messages were found missing.
    /// </summary>
    public Action<Symbol?, DateTimeOffset>? Unseen { get; set; }

    /// <summary>Takes one change; called by the feed's own thread.</summary>
    public void Take(FeedChange change)
    {
        if (change.Kind == FeedChangeKind.Unrecognized)
        {
            metrics.Feed(feed).Unrecognized();
            if (_unrecognized.Count < UnrecognizedMax && _unrecognized.Add(change.Reason)) logger.FeedTroubled(feed, change.Kind, Whole, change.Reason);
            return;
        }

        TellUnseen(change);
        var symbol = change.Symbol?.Text ?? "";
        if (change.Kind is FeedChangeKind.Lost or FeedChangeKind.Stale or FeedChangeKind.Blind or FeedChangeKind.Gap or FeedChangeKind.Broken or FeedChangeKind.Halted) logger.FeedTroubled(feed, change.Kind, change.Symbol?.Text ?? Whole, change.Reason);
        else logger.FeedChanged(feed, change.Kind, change.Symbol?.Text ?? Whole, change.Reason);
        switch (change.Kind)
        {
            case FeedChangeKind.Confirmed:
                if (_wasConnected) metrics.Feed(feed).Reconnected();
                _wasConnected = true;
                alerts.Clear($"feed:{feed}:broken");
                break;
            case FeedChangeKind.Closed or FeedChangeKind.Opened:
                MarketsOpened?.Invoke(change.Kind == FeedChangeKind.Opened);
                break;
            case FeedChangeKind.Stale:
                alerts.Raise($"feed:{feed}:{symbol}", AlertSeverity.Warning, $"{symbol} has no data although its market is open.");
                break;
            case FeedChangeKind.Fresh:
                alerts.Clear($"feed:{feed}:{symbol}");
                break;
            case FeedChangeKind.Seeing:
                alerts.Clear($"feed:{feed}:blind");
                break;
            case FeedChangeKind.Halted:
                alerts.Raise($"feed:{feed}:{symbol}:halted", AlertSeverity.Warning, $"Trading of {symbol} is halted and its entries are blocked: {change.Reason}.");
                break;
            case FeedChangeKind.Resumed:
                alerts.Clear($"feed:{feed}:{symbol}:halted");
                break;
            case FeedChangeKind.Broken:
                alerts.Raise($"feed:{feed}:broken", AlertSeverity.Critical, $"The connection of feed {feed} broke and is made anew: {change.Reason}");
                break;
            case FeedChangeKind.Blind:
                alerts.Raise($"feed:{feed}:blind", AlertSeverity.Critical, $"Feed {feed} is blind and entries of its instruments are blocked: {change.Reason}");
                break;
        }

        if (Remember(change)) _wakes.Writer.TryWrite(true);
    }

    private void TellUnseen(FeedChange change)
    {
        var wasLost = _isLost;
        _isLost = change.Kind is FeedChangeKind.Lost or FeedChangeKind.Broken || (wasLost && change.Kind != FeedChangeKind.Confirmed);
        if (_isLost != wasLost) Unseen?.Invoke(null, _isLost ? DateTimeOffset.MaxValue : change.At);
        else if (change.Kind == FeedChangeKind.Gap && !_isLost) Unseen?.Invoke(change.Symbol, change.At);
    }

    // What the engine is to know; false for what it need not.
    private bool Remember(FeedChange change)
    {
        if (change is { Kind: FeedChangeKind.Halted or FeedChangeKind.Resumed, Symbol: { } halted }) _halts[halted] = change;
        else if (change is { Kind: FeedChangeKind.ClosedByCalendar or FeedChangeKind.AsUsualByCalendar, Symbol: { } listed }) _calendars[listed] = change;
        else if (change.Kind is FeedChangeKind.Blind or FeedChangeKind.Seeing or FeedChangeKind.Confirmed) _sight = change;
        else return false;
        return true;
    }

    /// <summary>Tells the engine until <paramref name="stopping"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await _wakes.Reader.WaitToReadAsync(stopping))
            {
                _wakes.Reader.TryRead(out _);
                if (_sight is { } sight) await TellAsync(sight, stopping);
                foreach (var (_, halt) in _halts) await TellHaltAsync(halt, stopping);
                foreach (var (_, calendar) in _calendars) await TellCalendarAsync(calendar, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The engine stops too; at the next start the feed is judged anew.
        }
    }

    // What other feeds price at the same venue is entered all the same.
    private async ValueTask TellAsync(FeedChange sight, CancellationToken stopping)
    {
        var isBlind = sight.Kind == FeedChangeKind.Blind;
        if (_toldBlind == isBlind) return;
        var now = clocks.Market.GetUtcNow();
        foreach (var venue in venues)
            await _events.WriteAsync(
                isBlind ? new VenueEvent.EntriesBlocked(venue, BlockCause.FeedStale, sight.Reason, now) { Feed = feed } : new VenueEvent.EntriesFreed(venue, BlockCause.FeedStale, sight.Reason, now) { Feed = feed }, stopping);
        _toldBlind = isBlind;
    }

    private async ValueTask TellHaltAsync(FeedChange halt, CancellationToken stopping)
    {
        var (symbol, isHalted, now) = (halt.Symbol!.Value, halt.Kind == FeedChangeKind.Halted, clocks.Market.GetUtcNow());
        if (_toldHalted.Contains(symbol) == isHalted) return;
        var reason = isHalted ? $"Trading of {symbol} is halted: {halt.Reason}." : $"{symbol} is traded again: {halt.Reason}.";
        foreach (var venue in venues)
            await _events.WriteAsync(
                isHalted ? new VenueEvent.EntriesBlocked(venue, BlockCause.TradingHalted, reason, now) { Feed = feed, Symbol = symbol } : new VenueEvent.EntriesFreed(venue, BlockCause.TradingHalted, reason, now) { Feed = feed, Symbol = symbol }, stopping);
        if (isHalted) _toldHalted.Add(symbol);
        else _toldHalted.Remove(symbol);
    }

    // No alert: markets close.
    private async ValueTask TellCalendarAsync(FeedChange calendar, CancellationToken stopping)
    {
        var (symbol, isClosed, now) = (calendar.Symbol!.Value, calendar.Kind == FeedChangeKind.ClosedByCalendar, clocks.Market.GetUtcNow());
        if (_toldCalendars.GetValueOrDefault(symbol) == calendar) return;
        foreach (var venue in venues)
            await _events.WriteAsync(
                isClosed ? new VenueEvent.EntriesBlocked(venue, BlockCause.MarketClosed, calendar.Reason, now) { Feed = feed, Symbol = symbol } : new VenueEvent.EntriesFreed(venue, BlockCause.MarketClosed, calendar.Reason, now) { Feed = feed, Symbol = symbol }, stopping);
        _toldCalendars[symbol] = calendar;
    }
}
