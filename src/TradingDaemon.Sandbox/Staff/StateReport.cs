using System.Text.Json;
using TradingDaemon.Exchange;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Staff;

/// <summary>Everything the exchange knows of its accounts, at one moment: what a client's books are held against.</summary>
internal sealed class StateReport(ExchangeFloor floor)
{
    private const int PageMax = 10_000;

    /// <summary>Orders (newest closed ones and all open), executions, movements and balances of every account.</summary>
    public Reply Write() => floor.Enter(true, static (floor, _, now) => Reply.Of((floor, now), static (json, what) =>
    {
        json.WriteTime("time", what.now);
        json.WriteStartObject("accounts");
        foreach (var account in what.floor.Exchange.Accounts)
        {
            json.WriteStartObject(account.Id);
            Write(json, what.floor, account);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }));

    private static void Write(Utf8JsonWriter json, ExchangeFloor floor, AccountDesk account)
    {
        var balances = account.Balances();
        json.WriteAmounts("cash", balances.Cash);
        json.WriteAmounts("freeCash", balances.FreeCash);
        json.WriteAmounts("holdings", balances.Holdings);
        json.WriteEach("openOrders", account.OpenOrders(), order => OrderView.Of(order, TimeSpan.Zero).Write(json));
        json.WriteEach("closedOrders", Pages(account.ClosedOrdersSince, static order => order.ClosedSequence), order => OrderView.Of(order, TimeSpan.Zero).Write(json));
        json.WriteEach("executions", Pages(account.ExecutionsSince, static execution => execution.Sequence), execution => ExecutionView.Write(json, execution, TimeSpan.Zero));
        json.WriteEach("movements", Pages(account.MovementsSince, static movement => movement.Sequence), movement => MovementView.Write(json, movement, TimeSpan.Zero));
    }

    private static IEnumerable<T> Pages<T>(Func<long, int, IReadOnlyList<T>> read, Func<T, long> sequence)
    {
        var after = 0L;
        while (read(after, PageMax) is [.., var last] page)
        {
            foreach (var item in page) yield return item;
            after = sequence(last);
        }
    }
}
