using System.Globalization;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>Walks the comma-separated fields of one row, left to right, over the bytes themselves.</summary>
internal ref struct RowCursor(ReadOnlySpan<byte> row)
{
    private const int FastDigitsMax = 19; // always fits an unsigned 64-bit mantissa
    private const NumberStyles SlowStyles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly ReadOnlySpan<byte> _row = row;
    private int _at; // one past the end once the last field was taken

    /// <summary>True when no field is left.</summary>
    public readonly bool AtEnd => _at > _row.Length;

    /// <summary>True when the next field has no text, or there is none.</summary>
    public readonly bool NextIsEmpty => _at >= _row.Length || _row[_at] == ',';

    /// <summary>Steps over a field of <paramref name="length"/> bytes; false when it does not end there.</summary>
    public bool TrySkip(int length)
    {
        var end = _at + length;
        if (end < _row.Length && _row[end] != ',') return false;
        _at = end + 1;
        return true;
    }

    /// <summary>The next field as bytes; false when there is none.</summary>
    public bool TryText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (AtEnd) return false;
        var rest = _row[_at..];
        var comma = rest.IndexOf((byte)',');
        text = comma < 0 ? rest : rest[..comma];
        _at += text.Length + 1;
        return true;
    }

    /// <summary>
    /// The next field as a number, straight into mantissa and scale; exact to the 28 digits a decimal holds. An empty field gives
    /// <paramref name="whenEmpty"/>. False when there is no field, or no number in it.
    /// </summary>
    public bool TryNumber(decimal whenEmpty, out decimal value)
    {
        value = whenEmpty;
        if (AtEnd) return false;
        var row = _row;
        var (start, at, point) = (_at, _at, -1);
        var negative = at < row.Length && row[at] == '-';
        if (negative) at++;
        ulong mantissa = 0;
        for (; at < row.Length; at++)
        {
            var digit = (uint)(row[at] - '0');
            if (digit <= 9) mantissa = mantissa * 10 + digit;
            else if (row[at] == '.' && point < 0) point = at;
            else break;
        }

        if (at < row.Length && row[at] != ',') return TrySlowNumber(out value);
        var digits = at - start - (negative ? 1 : 0) - (point >= 0 ? 1 : 0);
        if (digits > FastDigitsMax) return TrySlowNumber(out value);
        _at = at + 1;
        if (digits == 0) return at == start;
        var scale = point < 0 ? 0 : at - point - 1;
        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, negative, (byte)scale);
        return true;
    }

    // Many digits, a plus sign or an exponent: rare enough to leave to the framework.
    private bool TrySlowNumber(out decimal value)
    {
        TryText(out var text);
        return decimal.TryParse(text, SlowStyles, CultureInfo.InvariantCulture, out value);
    }
}
