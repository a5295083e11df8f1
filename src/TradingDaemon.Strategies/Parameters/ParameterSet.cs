using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Parameters;

/// <summary>All parameters of one kind, checked together.</summary>
internal sealed class ParameterSet(params IParameter[] parameters)
{
    /// <summary>In the order they are documented.</summary>
    public IReadOnlyList<StrategyParameter> Descriptions { get; } = [.. parameters.Select(static parameter => parameter.Description)];

    /// <summary>Every unknown name, then every value out of range.</summary>
    public IEnumerable<string> Faults(StrategySpec spec)
    {
        var names = Descriptions.Select(static description => description.Name).ToArray();
        foreach (var written in spec.Parameters.Keys)
            if (!names.Contains(written, StringComparer.OrdinalIgnoreCase))
                yield return ParameterFaults.UnknownName(spec, written, names);
        foreach (var parameter in parameters)
            if (spec.WrittenValue(parameter.Description.Name) is { } text && !parameter.Accepts(text))
                yield return ParameterFaults.OutOfRange(spec, parameter.Description);
    }
}
