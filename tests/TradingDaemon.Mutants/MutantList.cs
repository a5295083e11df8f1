using System.Text.Json;

namespace TradingDaemon.Mutants;

/// <summary>The list of mutants beside the program.</summary>
internal static class MutantList
{
    private static readonly JsonSerializerOptions Spelling = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Every mutant, in the file's order.</summary>
    public static IReadOnlyList<Mutant> Read(string path) =>
        JsonSerializer.Deserialize<List<Mutant>>(File.ReadAllText(path), Spelling) ?? throw new InvalidDataException($"{path} holds no list.");
}
