using System.Globalization;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>The copies of Kraken's books, and their proof: CRC-32 over the ten best levels, written with the pair's own precisions.</summary>
internal sealed class KrakenBooks
{
    // The venue has some 1,500 pairs; beyond is a venue gone mad.
    private const int PairsMax = 10_000;
    private const int ProofLevels = 10;
    private const int DepthUnknown = 1000;
    private const int DigitsMax = 32;
    private const int PrecisionMax = 12;
    private const int QuantityPrecisionUsual = 8;

    // Beyond any price or quantity, and small enough that the most precise pair's digits still fit a decimal.
    private const decimal Beyond = 1_000_000_000_000_000m;

    private static readonly byte[] Pairs = [.. Enumerable.Range(0, 100).SelectMany(static two => (byte[])[(byte)('0' + (two / 10)), (byte)('0' + (two % 10))])];
    private static readonly ulong[] Powers = [.. Enumerable.Range(0, PrecisionMax + 1).Select(static digits => Enumerable.Repeat(10UL, digits).Aggregate(1UL, static (power, ten) => power * ten))];

    private readonly byte[] _text = new byte[2 * ProofLevels * 2 * DigitsMax];
    private readonly Dictionary<string, BookCopy> _copies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Price, int Quantity)> _precisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal);

    /// <summary>A new connection: the copies are void; precisions stay.</summary>
    public void Begin()
    {
        _copies.Clear();
        _depths.Clear();
    }

    /// <summary>Learns with how many digits a pair's prices and quantities are written.</summary>
    public void Learn(string symbol, long price, long quantity)
    {
        if (price is >= 0 and <= PrecisionMax && quantity is >= 0 and <= PrecisionMax && HasRoom(_precisions, symbol)) _precisions[symbol] = ((int)price, (int)quantity);
    }

    /// <summary>Learns how deep a book was asked for.</summary>
    public void Subscribed(string symbol, int depth)
    {
        if (HasRoom(_depths, symbol)) _depths[symbol] = depth;
    }

    /// <summary>The copy of a book.</summary>
    public BookCopy Of(string symbol)
    {
        if (_copies.TryGetValue(symbol, out var copy)) return copy;
        if (!HasRoom(_copies, symbol)) throw new WireFormatException("there are more books than pairs");
        _copies.Add(symbol, copy = new BookCopy());
        return copy;
    }

    /// <summary>Puts a message into the copy and says whether it adds up; null when the message carries no proof.</summary>
    public bool? Put(string symbol, bool isSnapshot, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks, long? checksum)
    {
        var copy = Of(symbol);
        if (isSnapshot) copy.Clear();
        foreach (var level in bids) copy.Put(isBid: true, level);
        foreach (var level in asks) copy.Put(isBid: false, level);
        copy.Trim(_depths.GetValueOrDefault(symbol, DepthUnknown));
        bool? isProven = checksum is { } told ? Proves(symbol, copy, told, isSnapshot) : null;
        copy.IsWhole = (isSnapshot || copy.IsWhole) && isProven != false;
        return isProven;
    }

    private static bool HasRoom<T>(Dictionary<string, T> of, string symbol) => of.Count < PairsMax || of.ContainsKey(symbol);

    // A capture without the pair's rules: the first picture's own checksum tells which digits it was made with.
    private bool Proves(string symbol, BookCopy copy, long told, bool isSnapshot)
    {
        if (_precisions.TryGetValue(symbol, out var known)) return Checksum(copy, known.Price, known.Quantity) == told;
        if (!isSnapshot) return false;
        for (var price = 0; price <= PrecisionMax; price++)
        {
            for (var step = 0; step <= PrecisionMax; step++)
            {
                var quantity = step == 0 ? QuantityPrecisionUsual : step - 1; // the usual one first
                if (Checksum(copy, price, quantity) != told) continue;
                _precisions[symbol] = (price, quantity);
                return true;
            }
        }

        return false;
    }

    // Written from its end to its beginning, as digits come out of a number: the worst bid last, the best ask first.
    private uint Checksum(BookCopy copy, int pricePrecision, int quantityPrecision)
    {
        Span<int> bits = stackalloc int[4];
        var at = _text.Length;
        foreach (var isBid in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = Math.Min(ProofLevels, copy.Count(isBid)) - 1; i >= 0; i--)
            {
                var level = copy.Level(isBid, i);
                at = WriteBefore(at, level.SizeBase, quantityPrecision, bits);
                at = WriteBefore(at, level.PriceQuote, pricePrecision, bits);
            }
        }

        return Crc32.Of(_text.AsSpan(at));
    }

    // The value in units of its last digit: no point, no leading zeros.
    private int WriteBefore(int at, decimal value, int precision, Span<int> bits)
    {
        decimal.GetBits(value, bits);
        var units = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        var missing = precision - (byte)(bits[3] >> 16);
        if (bits[2] != 0 || missing is < 0 or > PrecisionMax || Math.BigMul(units, Powers[missing], out units) != 0) return WriteRareBefore(at, value, precision);
        for (; units >= 100; units /= 100)
        {
            var two = (int)(units % 100) * 2;
            _text[--at] = Pairs[two + 1];
            _text[--at] = Pairs[two];
        }

        if (units >= 10)
        {
            _text[--at] = (byte)('0' + (units % 10));
            units /= 10;
        }

        if (units > 0) _text[--at] = (byte)('0' + units);
        return at;
    }

    // More digits than the pair has, or more than 64 bits hold.
    private int WriteRareBefore(int at, decimal value, int precision)
    {
        if (value >= Beyond) throw new WireFormatException($"{value.ToString(CultureInfo.InvariantCulture)} is no price or quantity");
        Span<byte> digits = stackalloc byte[DigitsMax];
        decimal.Truncate(value * Powers[precision]).TryFormat(digits, out var written, "#", CultureInfo.InvariantCulture);
        digits[..written].CopyTo(_text.AsSpan(at - written));
        return at - written;
    }
}
