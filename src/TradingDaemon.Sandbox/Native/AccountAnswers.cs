using System.Text.Json;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>How answers about an account are written.</summary>
internal static class AccountAnswers
{
    public static Reply Orders(IReadOnlyList<OrderView> orders) => List("orders", orders, static (json, order) => order.Write(json));

    public static Reply Executions(IReadOnlyList<Execution> executions, TimeSpan clockOffset) => List("executions", executions, (json, execution) => ExecutionView.Write(json, execution, clockOffset));

    public static Reply Movements(IReadOnlyList<BalanceMovement> movements, TimeSpan clockOffset) => List("movements", movements, (json, movement) => MovementView.Write(json, movement, clockOffset));

    public static Reply Balances(AccountBalances balances) => Reply.Of(balances, static (json, owned) =>
    {
        json.WriteNumber("executionSequence", owned.ExecutionSequence);
        json.WriteNumber("movementSequence", owned.MovementSequence);
        json.WriteAmounts("cash", owned.Cash);
        json.WriteAmounts("freeCash", owned.FreeCash);
        json.WriteAmounts("holdings", owned.Holdings);
    });

    private static Reply List<T>(string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) =>
        Reply.Of((name, items, write), static (json, what) => json.WriteEach(what.name, what.items, item => what.write(json, item)));
}
