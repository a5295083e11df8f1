using System.Text.Json;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>
/// The venue's own account of what happened, read from its file by nothing but the format's description: shares no code with
/// the venue and none with the daemon's books.
/// </summary>
internal sealed class VenueLedger
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _left = new(StringComparer.Ordinal);

    /// <summary>Client order ids in the order of their acceptance, repeated ones included; empty where the protocol has none.</summary>
    public List<string> Clients { get; } = [];

    public List<VenueExecution> Executions { get; } = [];

    public SortedDictionary<string, decimal> Cash { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, decimal> Holdings { get; } = new(StringComparer.Ordinal);

    /// <summary>Orders that neither filled completely nor ended otherwise.</summary>
    public IReadOnlySet<string> Open => _open;

    /// <summary>Orders that ended because somebody asked for it.</summary>
    public HashSet<string> CancelledByRequest { get; } = new(StringComparer.Ordinal);

    /// <summary>Orders the venue lost.</summary>
    public List<string> Forgotten { get; } = [];

    /// <summary>What the ledger itself contradicts.</summary>
    public List<string> Faults { get; } = [];

    public static VenueLedger Read(string path)
    {
        var ledger = new VenueLedger();
        var lines = 0L;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        // What follows the last line feed was never written whole, e.g. because the disk was full: it counts for nothing.
        foreach (var line in reader.ReadToEnd().Split('\n')[..^1])
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("n").GetInt64() != ++lines) ledger.Faults.Add($"line {lines} is numbered {json.RootElement.GetProperty("n")}");
            ledger.Take(json.RootElement);
        }

        return ledger;
    }

    private void Take(JsonElement line)
    {
        switch (line.GetProperty("event").GetString())
        {
            case "deposited":
                Add(Cash, Word(line, "asset"), Number(line, "amount"));
                break;
            case "accepted":
                Clients.Add(Word(line, "client"));
                _open.Add(NameOf(line));
                _left[NameOf(line)] = Number(line, "quantity");
                break;
            case "executed":
                Execute(line);
                break;
            case "forgotten":
                Forgotten.Add(Word(line, "client"));
                _open.Remove(NameOf(line));
                break;
            case "cancelled" or "expired" or "rejected":
                if (line.TryGetProperty("reason", out var reason) && reason.GetString() == "Cancelled by request.") CancelledByRequest.Add(NameOf(line));
                _open.Remove(NameOf(line));
                break;
        }
    }

    private void Execute(JsonElement line)
    {
        var execution = new VenueExecution(
            Word(line, "execution"), Word(line, "client"), Word(line, "symbol"), Word(line, "side"), Number(line, "price"), Number(line, "quantity"), Number(line, "fee"), line.TryGetProperty("feeAsset", out var paid) ? paid.GetString()! : Word(line, "asset")) { Order = Word(line, "order") };
        Executions.Add(execution);
        var sign = execution.Side == "buy" ? 1m : -1m;
        Add(Cash, Word(line, "asset"), -sign * Number(line, "notional"));
        Add(Holdings, execution.Symbol, sign * execution.Quantity);
        var isOfBase = line.TryGetProperty("feeFrom", out var from) && from.GetString() == "base";
        Add(isOfBase ? Holdings : Cash, isOfBase ? execution.Symbol : execution.Asset, -execution.Fee);
        var name = NameOf(line);
        var left = _left.GetValueOrDefault(name) - execution.Quantity;
        _left[name] = left;
        if (left == 0m) _open.Remove(name);
        if (left < 0m) Faults.Add($"order {name} filled more than was ordered");
    }

    // Ours where it has one, else the venue's.
    private static string NameOf(JsonElement line) => Word(line, "client") is { Length: > 0 } ours ? ours : Word(line, "order");

    private static void Add(SortedDictionary<string, decimal> sums, string key, decimal amount)
    {
        var sum = sums.GetValueOrDefault(key) + amount;
        if (sum == 0m) sums.Remove(key);
        else sums[key] = sum;
    }

    private static string Word(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement line, string name) => line.GetProperty(name).GetDecimal();
}
