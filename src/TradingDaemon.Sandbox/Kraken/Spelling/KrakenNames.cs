using System.Globalization;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>Names of orders and trades as long as Kraken's, which lead back to the exchange's own.</summary>
internal static class KrakenNames
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int DigitsMax = 12; // of 32: more than there will be orders

    /// <summary><c>OAAAAA-AAAAA-AAAAAB</c>.</summary>
    public static string Order(string orderId) => Spell('O', long.Parse(orderId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture), 0);

    /// <summary>The exchange's own name of an order; null when no order can be called so.</summary>
    public static string? OrderId(string? name) => Read('O', name) is { } number ? string.Create(CultureInfo.InvariantCulture, $"O{number}") : null;

    /// <summary>Of an account's trade; no two accounts' are alike.</summary>
    public static string Trade(Execution execution) => Spell('T', execution.Sequence, AccountMark(execution.Account));

    /// <summary>Which of an account's executions is meant; null when none can be called so.</summary>
    public static long? Sequence(string? name) => Read('T', name);

    /// <summary>Of something that happened to an account.</summary>
    public static string Ledger(Execution execution, char kind) => Spell(kind, execution.Sequence, AccountMark(execution.Account));

    /// <summary>Of a change of an order.</summary>
    public static string Amendment(long number) => Spell('T', number, 0);

    private static string Spell(char kind, long number, int mark)
    {
        Span<char> text = stackalloc char[16];
        for (var i = text.Length - 1; i >= text.Length - DigitsMax; i--, number >>= 5) text[i] = Digits[(int)(number & 31)];
        for (var i = 0; i < text.Length - DigitsMax; i++, mark >>= 5) text[i] = Digits[mark & 31];
        return $"{kind}{text[..5]}-{text[5..10]}-{text[10..]}";
    }

    private static long? Read(char kind, string? name)
    {
        if (name is not { Length: 19 } || name[0] != kind || name[6] != '-' || name[12] != '-') return null;
        var number = 0L;
        foreach (var letter in string.Concat(name.AsSpan(1, 5), name.AsSpan(7, 5), name.AsSpan(13)).AsSpan()[^DigitsMax..])
        {
            if (Digits.IndexOf(letter, StringComparison.Ordinal) is not (>= 0 and var digit)) return null;
            number = (number << 5) | (uint)digit;
        }

        return number;
    }

    private static int AccountMark(string account)
    {
        var mark = 17;
        foreach (var letter in account) mark = unchecked((mark * 31) + letter) & 0xFFFFF;
        return mark;
    }
}
