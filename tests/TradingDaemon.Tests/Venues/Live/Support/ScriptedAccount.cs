using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Tests.Venues.Live.Support;

/// <summary>Records that answer one question, for fills, as a script says; where it says null, there is no answer. Beyond it there is nothing new; whoever asks anything else fails the test.</summary>
internal sealed class ScriptedAccount(params Fill[]?[] answers) : IVenueAccount
{
    /// <summary>The cursor of each question.</summary>
    public List<long> Asked { get; } = [];

    public FillDesk Fills { get; } = new(null!, new ExecutionNumbers([], DateTimeOffset.UnixEpoch, TimeSpan.Zero), new OrderMemory(), static (_, _) => default);

    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping)
    {
        Asked.Add(cursor);
        return Asked.Count > answers.Length ? new([]) : new(answers[Asked.Count - 1] ?? throw new VenueException(new VenueFault(VenueFaultKind.Retry, "503", "Down.")));
    }

    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, CancellationToken stopping) => throw new NotSupportedException();

    public ValueTask<KeyRights> RightsAsync(CancellationToken stopping) => throw new NotSupportedException();

    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => throw new NotSupportedException();
}
