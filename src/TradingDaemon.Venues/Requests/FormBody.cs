using System.Globalization;
using System.Text;

namespace TradingDaemon.Venues.Requests;

/// <summary>Fields joined as <c>a=1&amp;b=2</c>, escaped once, in the order they are added: the text that is signed is the text that is sent.</summary>
internal sealed class FormBody
{
    private readonly StringBuilder _text = new(256);

    /// <summary>Adds a field; none when the value is null.</summary>
    public FormBody Add(string name, string? value)
    {
        if (value is null) return this;
        if (_text.Length > 0) _text.Append('&');
        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    /// <summary>Adds a number without exponent or needless zeros; none when it is null.</summary>
    public FormBody Add(string name, decimal? value) => Add(name, value is { } number ? Plain(number) : null);

    /// <summary>Adds a whole number; none when it is null.</summary>
    public FormBody Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number as venues take it: no exponent, no needless zeros.</summary>
    public static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
