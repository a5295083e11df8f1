using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Journalling;

/// <summary>Alerts of orders that were filled in the simulation alone: they stand as long as something of their instrument is held there.</summary>
internal sealed class SimulatedAlerts(AlertBoard alerts)
{
    private readonly Dictionary<Symbol, Queue<string>> _standing = [];
    private FallbackBook _held = new(new AccountState());

    /// <summary>The key of such an alert.</summary>
    public static string KeyOf(ClientOrderId order) => $"{Recorder.BreakPrefix(FallbackBook.Venue)}order {order}";

    /// <summary>What is held there before the first fill that will be taken.</summary>
    public void Begin(AccountState books) => _held = new(books);

    /// <summary>Takes a fill that was booked.</summary>
    public void Take(Fill fill)
    {
        if (fill.Venue != FallbackBook.Venue) return;
        _held.Add(fill);
        if (!_standing.TryGetValue(fill.Symbol, out var keys)) _standing[fill.Symbol] = keys = new();
        keys.Enqueue(KeyOf(fill.ClientOrderId));
        while (keys.Count > (_held.NetBaseOf(fill.Symbol) == 0m ? 0 : AlertBoard.AlertsMax)) alerts.Clear(keys.Dequeue());
    }
}
