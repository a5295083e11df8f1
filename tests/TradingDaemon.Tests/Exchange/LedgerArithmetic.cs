using System.Text.Json;

namespace TradingDaemon.Tests.Exchange;

/// <summary>Every account added up again from the ledger's lines by the format's description alone; shares nothing with the exchange.</summary>
internal sealed class LedgerArithmetic
{
    private readonly Dictionary<string, (decimal Ordered, decimal Filled, bool IsDone)> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _executions = new(StringComparer.Ordinal);

    /// <summary>Cash by account and asset, holdings by account and symbol; zero ones left out.</summary>
    public SortedDictionary<string, decimal> Balances { get; } = new(StringComparer.Ordinal);

    /// <summary>Σ over all accounts by asset or symbol that came in or went out other than by trades between accounts.</summary>
    public SortedDictionary<string, decimal> Inflows { get; } = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public Dictionary<string, int> Events { get; } = new(StringComparer.Ordinal);

    public static LedgerArithmetic Of(string path)
    {
        var sums = new LedgerArithmetic();
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (file.ReadLine() is { } text)
        {
            using var json = JsonDocument.Parse(text);
            sums.Take(json.RootElement);
        }

        return sums;
    }

    /// <summary>Σ over all accounts by asset or symbol.</summary>
    public SortedDictionary<string, decimal> Totals()
    {
        var totals = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, amount) in Balances) Add(totals, name[(name.IndexOf(' ') + 1)..], amount);
        return totals;
    }

    private void Take(JsonElement line)
    {
        var (kind, account) = (Word(line, "event"), line.TryGetProperty("account", out var named) ? named.GetString()! : "main");
        Events[kind] = Events.GetValueOrDefault(kind) + 1;
        switch (kind)
        {
            case "opened" or "halted" or "resumed":
                break;
            case "deposited" or "withdrawn":
                var what = line.TryGetProperty("asset", out var asset) ? asset.GetString()! : Word(line, "symbol");
                Add(Balances, $"{account} {what}", Number(line, "amount"));
                Add(Inflows, what, Number(line, "amount"));
                break;
            case "accepted":
                if (!_orders.TryAdd(Word(line, "order"), (Number(line, "quantity"), 0m, false))) Faults.Add($"{line} accepted twice");
                break;
            case "executed":
                Execute(line, account);
                break;
            case "replaced":
                _orders[Word(line, "order")] = _orders[Word(line, "order")] with { Ordered = Number(line, "quantity") };
                break;
            default:
                if (_orders[Word(line, "order")] is { IsDone: true }) Faults.Add($"{line} ended twice");
                _orders[Word(line, "order")] = _orders[Word(line, "order")] with { IsDone = true };
                break;
        }
    }

    private void Execute(JsonElement line, string account)
    {
        var sequence = _executions[account] = _executions.GetValueOrDefault(account) + 1;
        if (line.GetProperty("seq").GetInt64() != sequence) Faults.Add($"{line} should be {account}'s {sequence}");
        var hasCounterparty = line.TryGetProperty("counterparty", out var counterparty);
        if (hasCounterparty && counterparty.GetString() == account) Faults.Add($"{line} is with itself");
        if (!line.TryGetProperty("reverses", out _) && !line.TryGetProperty("rebates", out _)) Fill(line);
        var sign = Word(line, "side") == "buy" ? 1m : -1m;
        var (cash, symbol, fee) = (Word(line, "asset"), Word(line, "symbol"), Number(line, "fee"));
        var multiplier = ExchangeRig.Instruments.FirstOrDefault(i => i.Symbol == symbol)?.Multiplier ?? 1m;
        if (Number(line, "notional") != Number(line, "price") * Number(line, "quantity") * multiplier) Faults.Add($"{line} has another notional");
        Flow(account, cash, -sign * Number(line, "notional"), !hasCounterparty);
        Flow(account, symbol, sign * Number(line, "quantity"), !hasCounterparty);
        var feeFrom = line.TryGetProperty("feeFrom", out var from) ? from.GetString() : "quote";
        Flow(account, feeFrom switch { "base" => symbol, "third" => Word(line, "feeAsset"), _ => cash }, -fee, true);
    }

    private void Fill(JsonElement line)
    {
        var order = _orders[Word(line, "order")];
        if (order.IsDone) Faults.Add($"{line} came after its end");
        order.Filled += Number(line, "quantity");
        if (order.Filled > order.Ordered) Faults.Add($"{line} overfills");
        _orders[Word(line, "order")] = order with { IsDone = order.Filled == order.Ordered };
    }

    private void Flow(string account, string what, decimal amount, bool isFromOutside)
    {
        Add(Balances, $"{account} {what}", amount);
        if (isFromOutside) Add(Inflows, what, amount);
    }

    private static void Add(SortedDictionary<string, decimal> to, string name, decimal amount)
    {
        var sum = to.GetValueOrDefault(name) + amount;
        if (sum == 0m) to.Remove(name);
        else to[name] = sum;
    }

    private static string Word(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement line, string name) => line.GetProperty(name).GetDecimal();
}
