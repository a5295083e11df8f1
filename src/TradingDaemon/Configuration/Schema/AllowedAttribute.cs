namespace TradingDaemon.Configuration.Schema;

/// <summary>What a key's value may be, beyond its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class AllowedAttribute : Attribute
{
    /// <summary>The allowed values in words, as they finish the sentence "must be …".</summary>
    public abstract string Words { get; }

    /// <summary>Whether the value, as written, is allowed. The type has been checked before.</summary>
    public abstract bool Accepts(string text);
}
