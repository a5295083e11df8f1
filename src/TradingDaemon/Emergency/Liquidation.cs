using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Engine.Emergency;
using TradingDaemon.Operations.Control;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>
/// Closes what one venue says is held there, order by order: each is durable before it leaves and has ended before the next one is
/// decided on fresh holdings, so that nothing is closed twice, whenever the process before this one ended.
/// </summary>
internal sealed class Liquidation(VenueLine venue, InstrumentCatalog catalog, ClosingOrders closings, ClosingTurns turns, StopLog log, EmergencyOptions options, Clocks clocks)
{
    private const int RoundsMax = 30; // each, but those that were held back, sells something or uses up one of three attempts; a book that gives a little each time ends here
    private const int PiecesMax = 1_000; // of one holding; more is a limit written wrong, and a person must look
    private static readonly TimeSpan PriceInterval = TimeSpan.FromSeconds(1);

    private readonly VenueAccount _account = new(venue, options.AnswerMax, clocks.Real);
    private readonly ClosingWatch _watch = new(venue, closings, options.FillWait, clocks);
    private readonly ClosingMemory _memory = new(options.LastResortMarket);
    private readonly Pace _pace = new(options.OrdersPerMinuteMax, clocks.Real);
    private readonly HeldBack _heldBack = new(options.HeldMax);
    private TimeSpan _hold; // before the next order
    private int _sent;

    /// <summary>What it left alone, and why.</summary>
    public ImmutableDictionary<string, LeftReason> Barred => _memory.Barred;

    /// <summary>What held the newest order back that was, for people; empty when none was.</summary>
    public string HeldBackBy => _heldBack.Why;

    /// <summary>
    /// Closes everything; nothing may work at the venue any more. Throws when the closing orders cannot be stored, or the venue does not say
    /// what is held: then nothing more is sent.
    /// </summary>
    public async Task<StepResult> RunAsync(CancellationToken stopping)
    {
        await SettleEarlierAsync(stopping);
        ImmutableSortedDictionary<string, decimal>? begin;
        do begin = await HoldingsOrWaitAsync(ImmutableDictionary<string, decimal>.Empty, stopping);
        while (begin is null);
        for (var stage = 0; stage < options.Stages.Length; stage++)
        {
            if (stage > 0) await Task.Delay(options.StageInterval, clocks.Real, stopping);
            var keep = 1m - options.Stages[stage];
            await CloseDownToAsync(begin.ToImmutableDictionary(static pair => pair.Key, pair => Math.Abs(pair.Value) * keep, StringComparer.Ordinal), stopping);
        }

        return new(true, $"{_sent} closing orders were sent to {venue.Id}.");
    }

    /// <summary>What would be sent now.</summary>
    public static async Task<IEnumerable<ClosingLine>> PreviewAsync(VenueLine venue, InstrumentCatalog catalog, EmergencyOptions options, TimeProvider clock, CancellationToken stopping)
    {
        var books = new VenueAccount(venue, options.AnswerMax, clock);
        var holdings = await books.HoldingsAsync(stopping);
        var touches = await books.TouchesAsync(holdings.Keys, stopping);
        var plan = LiquidationPlan.Make(new() { Catalog = catalog, Account = options.Account, NetBase = holdings, Touches = touches, SlippageMaxFraction = options.SlippageMaxFraction });
        return plan.Closes.Select(close => Line(venue.Id, "", close, 0m, "planned"))
            .Concat(plan.Closes.Where(close => Further(close, holdings) > 0m).Select(close => Line(venue.Id, "", close with { QuantityBase = Further(close, holdings) }, 0m, "planned, in further orders")))
            .Concat(plan.Left.Select(left => new ClosingLine("", venue.Id, left.Symbol.Text, "", Math.Abs(left.NetBase), null, 0m, $"left: {left.Why}")));
    }

    // Orders of an earlier liquidation whose end nobody noted, e.g. because the process was killed: nothing is closed beside them.
    private async Task SettleEarlierAsync(CancellationToken stopping)
    {
        foreach (var (intent, at) in closings.Unsettled.Where(order => order.Intent.Venue == venue.Id))
        {
            var (outcome, filled) = await _watch.FollowAsync(intent, clocks.Market.GetUtcNow() - at, mayBeAbsent: true, stopping);
            if (outcome == ClosingOutcome.Unknown) _memory.Take(intent.Symbol.Text, outcome);
            log.Note($"earlier:{intent.ClientOrderId}", new(outcome != ClosingOutcome.Unknown, $"The closing order of an earlier attempt is {outcome}, {filled} {intent.Symbol} filled."));
        }
    }

    private async Task CloseDownToAsync(ImmutableDictionary<string, decimal> keep, CancellationToken stopping)
    {
        var waitingSince = clocks.Real.GetTimestamp();
        var expected = ImmutableDictionary<string, decimal>.Empty;
        var pieces = 0;
        for (var round = 0; round < RoundsMax + pieces;)
        {
            if (await HoldingsOrWaitAsync(expected, stopping) is not { } holdings) continue;
            var plan = LiquidationPlan.Make(await SceneAsync(holdings, keep, stopping));
            log.NotePositions(venue.Id, plan.Closes.Select(close => Left(close.Instrument.Symbol, holdings, LeftReason.Remaining)).Concat(plan.Left.Select(left => Left(left.Symbol, holdings, left.Why))));
            if (plan.Closes.IsEmpty)
            {
                if (plan.Left.All(static left => left.Why != LeftReason.NoTouch) || clocks.Real.GetElapsedTime(waitingSince) >= options.FillWait) return;
                await Task.Delay(PriceInterval, clocks.Real, stopping); // no price yet, e.g. because the process has only just started
                continue;
            }

            pieces = Math.Max(pieces, plan.Closes.Max(close => Pieces(close, holdings, keep))); // what a venue takes in pieces only needs a round for each
            expected = ImmutableDictionary<string, decimal>.Empty;
            foreach (var close in plan.Closes)
            {
                var filled = await CloseAsync(close, stopping);
                expected = expected.SetItem(close.Instrument.Symbol.Text, holdings[close.Instrument.Symbol.Text] + (close.Side.Sign() * filled));
                if (_hold > TimeSpan.Zero) break; // nothing else would get through either, and prices are asked for anew
            }

            if (_hold == TimeSpan.Zero) round++;
            else await Task.Delay(_hold, clocks.Real, stopping);
            _hold = TimeSpan.Zero;
        }
    }

    // A question that gets no answer is waited for as an order that is held back is, out of the same patience; then it is thrown, and nothing more is sent.
    private async Task<ImmutableSortedDictionary<string, decimal>?> HoldingsOrWaitAsync(ImmutableDictionary<string, decimal> expected, CancellationToken stopping)
    {
        var askedAt = clocks.Real.GetTimestamp();
        try
        {
            return await _account.HoldingsAfterAsync(expected, stopping);
        }
        catch (VenueException unanswered) when (HeldBack.Is(unanswered.Fault))
        {
            _heldBack.Waited(clocks.Real.GetElapsedTime(askedAt));
            if (_heldBack.Take(unanswered.Fault, clocks.Market.GetUtcNow()) is not { } wait) throw;
            await Task.Delay(wait, clocks.Real, stopping);
            return null;
        }
    }

    private static int Pieces(PlannedClose close, ImmutableSortedDictionary<string, decimal> holdings, ImmutableDictionary<string, decimal> keep)
    {
        var toClose = Math.Abs(holdings[close.Instrument.Symbol.Text]) - keep.GetValueOrDefault(close.Instrument.Symbol.Text);
        return (int)Math.Min(PiecesMax, Math.Ceiling(toClose / close.QuantityBase));
    }

    private async Task<LiquidationScene> SceneAsync(ImmutableSortedDictionary<string, decimal> holdings, ImmutableDictionary<string, decimal> keep, CancellationToken stopping) => new()
    {
        Catalog = catalog, Account = options.Account, NetBase = holdings, Touches = await _account.TouchesAsync(holdings.Keys, stopping), KeepBase = keep,
        Steps = _memory.Steps, Barred = _memory.Barred, SlippageMaxFraction = options.SlippageMaxFraction,
    };

    // Sends one order and waits for its end; gives what was filled.
    private async Task<decimal> CloseAsync(PlannedClose close, CancellationToken stopping)
    {
        await _pace.WaitAsync(stopping);
        await turns.BeginAsync(stopping);
        try
        {
            return await CloseInTurnAsync(close, stopping);
        }
        finally
        {
            turns.End();
        }
    }

    private async Task<decimal> CloseInTurnAsync(PlannedClose close, CancellationToken stopping)
    {
        var now = clocks.Market.GetUtcNow();
        var order = closings.Keep(id => close.Approve(id, venue.Id, "Emergency stop: flatten.", now), now);
        _sent++;
        log.Note(Line(venue.Id, order.Intent.ClientOrderId.Text, close, 0m, ClosingLine.Sent));
        var answer = await PlaceAsync(order);
        var (outcome, filled) = answer switch
        {
            PlacementAnswer.Refused refused => (_watch.Refused(order.Intent, refused.Reason), 0m),
            PlacementAnswer.Failed { Fault: { IsNotPlaced: true } fault } => (HeldOr(fault, _watch.NotPlaced(order.Intent, fault.ToString())), 0m),
            PlacementAnswer.Failed => await _watch.FollowAsync(order.Intent, TimeSpan.Zero, mayBeAbsent: true, stopping),
            _ => await _watch.FollowAsync(order.Intent, TimeSpan.Zero, mayBeAbsent: false, stopping),
        };
        _memory.Take(close.Instrument.Symbol.Text, outcome);
        log.Note(Line(venue.Id, order.Intent.ClientOrderId.Text, close, filled, outcome.ToString()) with { Why = WhyOf(answer, outcome) });
        return filled;
    }

    // Offered again in a while as it is: a worse price mends none of these.
    private ClosingOutcome HeldOr(VenueFault fault, ClosingOutcome otherwise)
    {
        if (!HeldBack.Is(fault)) return otherwise;
        if (_heldBack.Take(fault, clocks.Market.GetUtcNow()) is not { } wait) return ClosingOutcome.HeldTooLong;
        _hold = wait;
        return ClosingOutcome.Held;
    }

    private string WhyOf(PlacementAnswer answer, ClosingOutcome outcome) => (answer, outcome) switch
    {
        (_, ClosingOutcome.Held or ClosingOutcome.HeldTooLong) => _heldBack.Why,
        (PlacementAnswer.Refused refused, _) => $"{refused.Why}: {refused.Reason}",
        (PlacementAnswer.Failed { Fault: { IsNotPlaced: true } fault }, _) => fault.ToString(),
        _ => "",
    };

    private async Task<PlacementAnswer> PlaceAsync(DurableOrder order)
    {
        try
        {
            return await venue.PlaceAsync(order);
        }
        catch (Exception failure) // it may have left: it is asked about until the venue tells
        {
            return new PlacementAnswer.Failed(new VenueFault(VenueFaultKind.OutcomeUnknown, failure.GetType().Name, failure.Message));
        }
    }

    // Beside a planned order, what is more than the venue takes in one.
    private static decimal Further(PlannedClose close, ImmutableSortedDictionary<string, decimal> holdings) =>
        close.Instrument.FloorToLot(Math.Abs(holdings[close.Instrument.Symbol.Text])) - close.QuantityBase;

    private PositionLeft Left(Symbol symbol, ImmutableSortedDictionary<string, decimal> holdings, LeftReason why) => new(venue.Id, symbol.Text, holdings[symbol.Text], why.ToString());

    private static ClosingLine Line(string venue, string id, PlannedClose close, decimal filled, string outcome) =>
        new(id, venue, close.Instrument.Symbol.Text, close.Side.ToString(), close.QuantityBase, close.LimitQuote, filled, outcome);
}
