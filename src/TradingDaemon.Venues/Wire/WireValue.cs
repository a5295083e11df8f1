using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TradingDaemon.Venues.Wire;

/// <summary>
/// One value of a payload. A field that is not there is a value too (<see cref="IsMissing"/>), so that chains of names need no checks.
/// A number written as a string and a string written as a number read alike: venues mix them.
/// </summary>
internal readonly ref struct WireValue
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<WireToken> _tokens;
    private readonly int _index;

    internal WireValue(ReadOnlySpan<byte> json, ReadOnlySpan<WireToken> tokens, int index)
    {
        _json = json;
        _tokens = tokens;
        _index = index;
    }

    /// <summary>Whether there is no such field, or it is null.</summary>
    public bool IsMissing => Kind is JsonTokenType.None or JsonTokenType.Null;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <summary>Whether it is an array.</summary>
    public bool IsArray => Kind == JsonTokenType.StartArray;

    /// <summary>Whether it is a text in quotes.</summary>
    public bool IsString => Kind == JsonTokenType.String;

    /// <summary>Whether it is the word true.</summary>
    public bool IsTrue => Kind == JsonTokenType.True;

    /// <summary>Its bytes as the venue wrote them, quotes and escapes left out; empty when missing. Of an object or array: all of it.</summary>
    public ReadOnlySpan<byte> Raw
    {
        get
        {
            if (IsMissing) return default;
            ref readonly var token = ref _tokens[_index];
            return token.IsEscaped ? Encoding.UTF8.GetBytes(Unescaped(token)) : _json.Slice(token.Start, token.Length);
        }
    }

    /// <summary>The whole payload it is part of.</summary>
    internal ReadOnlySpan<byte> Payload => _json;

    /// <summary>Where <see cref="Raw"/> stands in <see cref="Payload"/>; no bytes when missing, or written with escapes.</summary>
    internal (int Start, int Length) Place => IsMissing || _tokens[_index].IsEscaped ? default : (_tokens[_index].Start, _tokens[_index].Length);

    private JsonTokenType Kind => _tokens.IsEmpty ? JsonTokenType.None : _tokens[_index].Kind;

    /// <summary>A field of an object; missing when this is no object or has no such field. Throws <see cref="WireFormatException"/> when the object says it twice.</summary>
    public WireValue this[ReadOnlySpan<byte> name]
    {
        get
        {
            if (!IsObject) return default;
            var tokens = _tokens;
            var found = 0;
            for (var at = _index + 1; ; at = tokens[at + 1].Next)
            {
                ref readonly var token = ref tokens[at];
                if (token.Kind != JsonTokenType.PropertyName) break;
                if ((token.Length != name.Length && !token.IsEscaped) || !Is(token, name)) continue; // most names differ in length already
                if (found > 0) throw new WireFormatException($"{Encoding.UTF8.GetString(name)} is said twice");
                found = at + 1;
            }

            return found > 0 ? new WireValue(_json, _tokens, found) : default;
        }
    }

    /// <summary>An element of an array, from zero; missing when this is no array or is shorter.</summary>
    public WireValue this[int place]
    {
        get
        {
            if (!IsArray) return default;
            var at = _index + 1;
            for (; place > 0 && _tokens[at].Kind != JsonTokenType.EndArray; place--) at = _tokens[at].Next;
            return _tokens[at].Kind == JsonTokenType.EndArray ? default : new WireValue(_json, _tokens, at);
        }
    }

    /// <summary>
    /// The elements of an array or the fields of an object in their order; nothing for anything else. Throws <see cref="WireFormatException"/> at a field that is said
    /// twice: of two balances of one asset nobody knows which is the true one.
    /// </summary>
    public Members GetEnumerator() => new(_json, _tokens, IsObject || IsArray ? _index : -1);

    /// <summary>Itself, where an answer is nothing without it: no list is no empty list. Throws <see cref="WireFormatException"/> when it is no array.</summary>
    /// <param name="what">What it lists, for the message.</param>
    public WireValue AsList(string what) => IsArray ? this : throw new WireFormatException($"there is no list of {what}");

    /// <summary>The same of an object whose fields are the rows. Throws <see cref="WireFormatException"/> when it is none.</summary>
    /// <param name="what">What it holds, for the message.</param>
    public WireValue AsMap(string what) => IsObject ? this : throw new WireFormatException($"there is no list of {what}");

    /// <summary>Whether it says exactly this.</summary>
    public bool Is(ReadOnlySpan<byte> text) => !_tokens.IsEmpty && Is(_tokens[_index], text);

    /// <summary>What it says, unescaped; null when missing. Of an object or array: its JSON.</summary>
    public string? AsText()
    {
        if (IsMissing) return null;
        return _tokens[_index].IsEscaped ? Unescaped(_tokens[_index]) : Encoding.UTF8.GetString(Raw);
    }

    /// <summary>What it says as a number; null when missing or an empty text. Throws <see cref="WireFormatException"/> when it is none.</summary>
    public decimal? AsDecimal() => Raw is { IsEmpty: false } raw ? WireNumber.Parse(raw) : null;

    /// <summary>What it says as a whole number; null when missing. Throws <see cref="WireFormatException"/> when it is none.</summary>
    public long? AsLong()
    {
        if (Raw is not { IsEmpty: false } raw) return null;
        return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw new WireFormatException($"{Shown(raw)} is no whole number");
    }

    /// <summary>A short form of a text for messages.</summary>
    internal static string Shown(ReadOnlySpan<byte> raw)
    {
        const int ShownMax = 60;
        return Encoding.UTF8.GetString(raw.Length <= ShownMax ? raw : raw[..ShownMax]);
    }

    private bool Is(in WireToken token, ReadOnlySpan<byte> text) =>
        token.IsEscaped ? Unescaped(token) == Encoding.UTF8.GetString(text) : _json.Slice(token.Start, token.Length).SequenceEqual(text);

    private string Unescaped(in WireToken token) => Unescaped(_json, token);

    private static string Unescaped(ReadOnlySpan<byte> json, in WireToken token)
    {
        var reader = new Utf8JsonReader(json.Slice(token.Start - 1, token.Length + 2));
        try
        {
            reader.Read();
            return reader.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            throw new WireFormatException("a text holds no valid characters", broken);
        }
    }

    /// <summary>Goes through the members.</summary>
    internal ref struct Members
    {
        private const int FewFields = 16;

        private readonly ReadOnlySpan<byte> _json;
        private readonly ReadOnlySpan<WireToken> _tokens;
        private readonly int _first;
        private int _next;
        private int _at;
        private int _count;
        private HashSet<string>? _names; // of an object with more fields than are compared one by one

        internal Members(ReadOnlySpan<byte> json, ReadOnlySpan<WireToken> tokens, int index)
        {
            _json = json;
            _tokens = tokens;
            _first = _next = index < 0 ? -1 : index + 1;
        }

        /// <summary>The element or field; of a field, <see cref="WireMember.Name"/> is known.</summary>
        public readonly WireMember Current => _tokens[_at].Kind == JsonTokenType.PropertyName
            ? new WireMember(_json.Slice(_tokens[_at].Start, _tokens[_at].Length), new WireValue(_json, _tokens, _at + 1))
            : new WireMember(default, new WireValue(_json, _tokens, _at));

        /// <summary>The next one.</summary>
        public bool MoveNext()
        {
            if (_next < 0 || _tokens[_next].Kind is JsonTokenType.EndArray or JsonTokenType.EndObject) return false;
            _at = _next;
            var isField = _tokens[_at].Kind == JsonTokenType.PropertyName;
            if (isField && !IsNew()) throw new WireFormatException($"{NameAt(_at)} is said twice");
            _next = isField ? _tokens[_at + 1].Next : _tokens[_at].Next;
            return true;
        }

        private bool IsNew()
        {
            if (_names is not null) return _names.Add(NameAt(_at));
            if (++_count > FewFields)
            {
                _names = new HashSet<string>(StringComparer.Ordinal);
                for (var at = _first; at < _at; at = _tokens[at + 1].Next) _names.Add(NameAt(at));
                return _names.Add(NameAt(_at));
            }

            for (var at = _first; at < _at; at = _tokens[at + 1].Next)
                if (IsSame(_tokens[at], _tokens[_at])) return false;
            return true;
        }

        private readonly bool IsSame(in WireToken one, in WireToken other) => one.IsEscaped || other.IsEscaped
            ? Name(one) == Name(other) : one.Length == other.Length && _json.Slice(one.Start, one.Length).SequenceEqual(_json.Slice(other.Start, other.Length));

        private readonly string NameAt(int at) => Name(_tokens[at]);

        private readonly string Name(in WireToken token) => token.IsEscaped ? Unescaped(_json, token) : Encoding.UTF8.GetString(_json.Slice(token.Start, token.Length));
    }
}
