using System.Collections.Immutable;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Engine.Emergency;
using TradingDaemon.Operations.Control;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>What one act of the stop does at one venue, waiting for nothing but that venue: cancels, closes where that was asked for, and tells what is left.</summary>
/// <param name="venue">Where.</param>
/// <param name="reach">What else there is.</param>
/// <param name="log">The act.</param>
/// <param name="options">How.</param>
/// <param name="clocks">The times.</param>
/// <param name="isResumed">Whether orders leave again.</param>
internal sealed class VenueStop(VenueLine venue, EmergencyReach reach, StopLog log, EmergencyOptions options, Clocks clocks, Func<bool> isResumed)
{
    private static readonly TimeSpan LastLookMax = TimeSpan.FromSeconds(10); // a venue that was cleared has just answered

    private readonly VenueAccount _account = new(venue, options.AnswerMax < LastLookMax ? options.AnswerMax : LastLookMax, clocks.Real);
    private Task<bool> _clearing = Task.FromResult(false);

    /// <summary>Begins to cancel everything.</summary>
    public void BeginClearing() => _clearing = ClearAsync(CancellationToken.None);

    /// <summary>Once nothing works any more, closes everything; true when the venue says that nothing is left.</summary>
    public async Task<bool> FlattenAsync(ClosingOrders closings, ClosingTurns turns, CancellationToken stopping)
    {
        // A venue that was out of reach for so long is given as long once more: its positions are what matters now.
        if (!await _clearing && !await ClearAsync(stopping))
        {
            log.Note($"flatten:{venue.Id}", new(false, "Nothing is closed while orders may work: closing could then close twice."));
            await TellLeftAsync(ImmutableDictionary<string, LeftReason>.Empty, "", stopping);
            return false;
        }

        var liquidation = new Liquidation(venue, reach.Catalog, closings, turns, log, options, clocks);
        var isThrough = await log.RunAsync($"flatten:{venue.Id}", () => liquidation.RunAsync(stopping));
        return await TellLeftAsync(liquidation.Barred, liquidation.HeldBackBy, stopping) && isThrough;
    }

    /// <summary>Once the cancels are through, tells what works and what is held there.</summary>
    public async Task TellLeftAsync(CancellationToken stopping)
    {
        await _clearing;
        await TellLeftAsync(barred: null, "", stopping);
    }

    // Null where positions may stay; else what was left alone, and why. True when both questions were answered and nothing is left that should not be.
    private async Task<bool> TellLeftAsync(ImmutableDictionary<string, LeftReason>? barred, string heldBackBy, CancellationToken stopping)
    {
        var orders = log.RunAsync($"orders left:{venue.Id}", async () =>
        {
            var open = await _account.OpenOrdersAsync(stopping);
            log.NoteOrders(venue.Id, open.Select(Line));
            return new(barred is null || open.Count == 0, $"{Counted.Of(open.Count, "order works", "orders work")} at {venue.Id}.");
        }, failure => log.NoteUnanswered($"what works at {venue.Id}: {failure}"));
        var positions = log.RunAsync($"positions left:{venue.Id}", async () => barred is null ? await KeptAsync(stopping) : await NotClosedAsync(barred, heldBackBy, stopping),
            failure => log.NoteUnanswered($"what is held at {venue.Id}: {failure}"));
        return await orders & await positions;
    }

    private async Task<StepResult> KeptAsync(CancellationToken stopping)
    {
        var held = await _account.HoldingsAsync(stopping);
        log.NotePositions(venue.Id, held.Select(pair => new PositionLeft(venue.Id, pair.Key, pair.Value, "Kept")));
        return new(true, $"{Counted.Of(held.Count, "position is", "positions are")} kept at {venue.Id}.");
    }

    private async Task<StepResult> NotClosedAsync(ImmutableDictionary<string, LeftReason> barred, string heldBackBy, CancellationToken stopping)
    {
        var left = await _account.LeftAsync(reach.Catalog, options.Account, barred, stopping);
        log.NotePositions(venue.Id, left.Select(one => new PositionLeft(venue.Id, one.Symbol.Text, one.NetBase, Why(one, heldBackBy))));
        var held = left.Where(static one => !one.IsDust).ToList();
        return held.Count == 0
            ? new(true, left.IsEmpty ? $"{venue.Id} holds nothing." : $"{venue.Id} holds nothing but dust ({left.Length} holdings).")
            : new(false, $"{venue.Id} still holds {string.Join(", ", held.Select(one => FormattableString.Invariant($"{one.NetBase} {one.Symbol} ({Why(one, heldBackBy)})")))}. Close it by hand or ask again.");
    }

    private static string Why(LeftHolding left, string heldBackBy) => left.Why == LeftReason.HeldBack ? $"{left.Why}: {heldBackBy}" : left.Why.ToString();

    private Task<bool> ClearAsync(CancellationToken stopping) => log.RunAsync($"cancel:{venue.Id}", () => new VenueClearing(venue, reach.Known, isResumed, options.ClearMax, clocks.Real).RunAsync(stopping));

    private OrderLeft Line(OrderReport order) => new(venue.Id, order.Symbol.Text, order.ClientOrderId.Text ?? "", order.VenueOrderId, order.Side.ToString(), order.QuantityBase, order.FilledBase);
}
