using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Parameters;

/// <summary>What is said of a wrong parameter, in the words of the file it stands in.</summary>
internal static class ParameterFaults
{
    /// <summary>Where a parameter stands: <c>strategies[ma-fast].parameters.fast</c>.</summary>
    public static string Path(StrategySpec spec, string name) => $"strategies[{spec.Id}].parameters.{name}";

    /// <summary>The text of a parameter as written, or null when the spec does not name it. Case does not matter: configuration keys have none.</summary>
    public static string? WrittenValue(this StrategySpec spec, string name)
    {
        foreach (var (written, text) in spec.Parameters)
            if (string.Equals(written, name, StringComparison.OrdinalIgnoreCase)) return text;
        return null;
    }

    /// <summary>The value is not in the allowed range.</summary>
    public static string OutOfRange(StrategySpec spec, StrategyParameter parameter) =>
        $"{Path(spec, parameter.Name)}: \"{spec.WrittenValue(parameter.Name)}\" is not {parameter.Range}";

    /// <summary>One fault where two values, each allowed, contradict each other; none where either is not allowed, which is said elsewhere.</summary>
    public static IEnumerable<string> NotBelow<T>(StrategySpec spec, Parameter<T> lower, Parameter<T> upper)
        where T : struct, IComparable<T>
    {
        if (lower.TryRead(spec) is { } low && upper.TryRead(spec) is { } high && low.CompareTo(high) >= 0)
            yield return FormattableString.Invariant($"{Path(spec, lower.Description.Name)}: \"{low}\" is not below {upper.Description.Name}, which is {high}");
    }

    /// <summary>Throws <see cref="ArgumentException"/> with every fault when there is one.</summary>
    public static void ThrowIfAny(IEnumerable<string> faults)
    {
        var all = string.Join(Environment.NewLine, faults);
        if (all.Length > 0) throw new ArgumentException(all, nameof(faults));
    }

    /// <summary>No parameter of that name is read.</summary>
    public static string UnknownName(StrategySpec spec, string written, IReadOnlyList<string> names) =>
        $"{Path(spec, written)}: unknown parameter of {spec.Kind}{NearestName.Suggestion(written, names)}";
}
