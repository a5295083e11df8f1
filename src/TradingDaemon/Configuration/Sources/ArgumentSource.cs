namespace TradingDaemon.Configuration.Sources;

/// <summary>Turns <c>--set a:b=c</c> arguments into keys; the last of a key wins.</summary>
internal static class ArgumentSource
{
    /// <summary>The arguments' keys; one without <c>=</c> or without a key becomes a fault.</summary>
    public static SourceValues Read(IEnumerable<string> assignments, string name, List<ConfigurationFault> faults)
    {
        var values = new List<KeyValuePair<string, string?>>();
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) values.Add(new(assignment[..equals], assignment[(equals + 1)..]));
            else faults.Add(new(name, "", SecretMask.Apply(assignment, assignment), "The argument is not an assignment.", "key:key=value"));
        }

        return new(name, SourceKind.Arguments, [.. values]);
    }
}
