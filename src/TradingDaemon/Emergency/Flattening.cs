using TradingDaemon.Domain.Orders;
using TradingDaemon.Emergency.Telling;
using TradingDaemon.Operations.Control;
using TradingDaemon.Pipeline;
using TradingDaemon.Storage.Emergency;

namespace TradingDaemon.Emergency;

/// <summary>The liquidation under way, one at a time: a second one would only race the first for the same holdings. Ends it between two orders, and finds out what became of orders left over. Thread-safe.</summary>
internal sealed class Flattening(EmergencyReach reach, Clocks clocks) : IDisposable
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(5); // whoever resumes is answered then

    private readonly Lock _gate = new();
    private readonly ClosingTurns _turns = new();
    private readonly SemaphoreSlim _file = new(1, 1); // one at a time may have the closing orders open
    private CancellationTokenSource _ending = new();
    private volatile Task _running = Task.CompletedTask;
    private StopLog? _log;

    /// <summary>Whether one is under way.</summary>
    public bool IsRunning => !_running.IsCompleted;

    /// <summary>Begins one, and afterwards tells <paramref name="ended"/> whether nothing is left anywhere; null when one is under way already.</summary>
    public Task? TryBegin(StopLog log, IReadOnlyList<VenueStop> venues, Func<bool, Task> ended)
    {
        lock (_gate)
        {
            if (IsRunning) return null;
            (_ending, _log) = (new CancellationTokenSource(), log);
            _turns.Release();
            return _running = RunAsync(log, venues, ended, _ending.Token);
        }
    }

    /// <summary>
    /// Ends it between two orders, and asks for orders left over: trading on beside a closing order that may still fill would buy what it sells.
    /// Null when none is left, else the sentence that names them.
    /// </summary>
    public async Task<string?> WhyNotResumeAsync()
    {
        if (await EndBetweenOrdersAsync() is { } underWay) return underWay;
        try
        {
            var left = await LeftOverAsync();
            return left.Count == 0 ? null : Unended(left);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unreadable(failure);
        }
    }

    /// <summary>Why a start that is asked to resume may not: an order that an earlier process sent to close has no end yet, which only a resume can find out. Asks no venue.</summary>
    public string? WhyNotBegin()
    {
        try
        {
            using var closings = reach.OpenClosings();
            return closings.Unsettled.Any() ? Unended(NamesOf(closings)) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unreadable(failure);
        }
    }

    /// <summary>Ends it at once because the process ends: the stored flag still asks for it, and the next start goes on.</summary>
    public async Task EndAsync(CancellationToken limit)
    {
        await _ending.CancelAsync();
        await _running.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Dispose();
        _file.Dispose();
    }

    // When an order does not come to its end in time the liquidation goes on as if nothing had been asked.
    private async Task<string?> EndBetweenOrdersAsync()
    {
        if (!IsRunning) return null;
        var quiet = _turns.HoldAsync();
        await Task.WhenAny(quiet, Task.Delay(EndMax, clocks.Real));
        if (!quiet.IsCompleted)
        {
            var underWay = _log!.Report.Closes.Where(static line => line.Outcome == ClosingLine.Sent);
            _turns.Release();
            return $"Closing orders are under way: {string.Join(", ", underWay.Select(static line => Name(line.ClientOrderId, line.Side, line.QuantityBase, line.Symbol, line.Venue)))}. Each ends, or is cancelled once emergency:fillWait is over; ask again then.";
        }

        await _ending.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(EndMax, clocks.Real));
        return IsRunning ? "The liquidation sends nothing more, but does not come to its end; ask again in a moment." : null;
    }

    // Closing orders whose end nobody knows, after each was asked for and cancelled once more.
    private async Task<IReadOnlyList<string>> LeftOverAsync()
    {
        if (!await _file.WaitAsync(EndMax)) throw new IOException("A liquidation has the file of the closing orders open.");
        try
        {
            using var closings = reach.OpenClosings();
            using var limit = new CancellationTokenSource(EndMax, clocks.Real);
            await Task.WhenAll(closings.Unsettled.Select(order => SettleAsync(closings, order.Intent, order.At, limit.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what stays unsettled is named
            return NamesOf(closings);
        }
        finally
        {
            _file.Release();
        }
    }

    private async Task RunAsync(StopLog log, IReadOnlyList<VenueStop> venues, Func<bool, Task> ended, CancellationToken stopping)
    {
        await _file.WaitAsync(CancellationToken.None); // a resume looks into it for seconds at the most
        var isFlat = false;
        try
        {
            ClosingOrders? closings = null;
            await log.RunAsync("closing-orders", () =>
            {
                closings = reach.OpenClosings();
                return new StepResult(true, closings.Mended is { } mended ? $"Their file was mended: {mended}" : "Their file is open.");
            });
            using (closings) isFlat = await FlattenAsync(log, venues, closings, stopping);
        }
        finally
        {
            _file.Release();
        }

        await ended(isFlat);
    }

    private async Task<bool> FlattenAsync(StopLog log, IReadOnlyList<VenueStop> venues, ClosingOrders? closings, CancellationToken stopping)
    {
        if (closings is not null) return (await Task.WhenAll(venues.Select(venue => venue.FlattenAsync(closings, _turns, stopping)))).All(static isFlat => isFlat);
        log.Note("flatten", new(false, "No closing order is sent: none could be stored first. Close the positions at the venue by hand, or free the disk and ask again."));
        await Task.WhenAll(venues.Select(venue => venue.TellLeftAsync(stopping)));
        return false;
    }

    private async Task SettleAsync(ClosingOrders closings, OrderIntent intent, DateTimeOffset at, CancellationToken limit)
    {
        if (reach.Venues.FirstOrDefault(venue => venue.Id == intent.Venue) is not { } venue) return; // not configured any more: it stays named
        await new ClosingWatch(venue, closings, TimeSpan.Zero, clocks).FollowAsync(intent, clocks.Market.GetUtcNow() - at, mayBeAbsent: true, limit);
    }

    private static string Unended(IReadOnlyList<string> left) => $"Nobody knows the end of these closing orders: {string.Join(", ", left)}. They could fill after trading goes on. Look at the venue, then ask again.";

    private static string Unreadable(Exception failure) => $"The file of the closing orders cannot be read, so nobody knows whether one still works: {failure.Message} Free the disk, then ask again.";

    private static IReadOnlyList<string> NamesOf(ClosingOrders closings) =>
        [.. closings.Unsettled.Select(static order => Name(order.Intent.ClientOrderId.Text, order.Intent.Side.ToString(), order.Intent.Terms.Quantity.Base, order.Intent.Symbol.Text, order.Intent.Venue))];

    private static string Name(string id, string side, decimal quantity, string symbol, string venue) => FormattableString.Invariant($"{id} ({side} {quantity:0.##################} {symbol} at {venue})");
}
