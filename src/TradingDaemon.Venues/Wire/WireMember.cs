namespace TradingDaemon.Venues.Wire;

/// <summary>An element of an array, or a field of an object.</summary>
internal readonly ref struct WireMember
{
    internal WireMember(ReadOnlySpan<byte> name, WireValue value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The field's name as written; empty for an element.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>What it is.</summary>
    public WireValue Value { get; }

    /// <summary>Takes a field apart.</summary>
    public void Deconstruct(out ReadOnlySpan<byte> name, out WireValue value)
    {
        name = Name;
        value = Value;
    }
}
