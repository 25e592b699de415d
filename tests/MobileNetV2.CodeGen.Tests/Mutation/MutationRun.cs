using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Mutation;

/// <summary>Which changes of C# a test tries, and what becomes of those that nobody noticed. Some in every test run;
/// <c>MNV2_MUTANTS</c> takes so many, or <c>all</c>, <c>MNV2_MUTANTS_FILE</c> those of some files, and <c>MNV2_MUTANTS_REPORT</c> gets the
/// list.</summary>
/// <param name="list">The file of <c>tests/mutation</c> that has those that are no faults, with the reason.</param>
internal sealed class MutationRun(string list)
{
    private readonly HashSet<string> _reasons =
    [
        .. File.ReadLines(Checkout.PathOf("tests", "mutation", list)).Where(l => !l.StartsWith('#') && l.Length > 0)
            .Select(l => l[..l.LastIndexOf(" | ", StringComparison.Ordinal)]),
    ];

    private readonly string _only = Environment.GetEnvironmentVariable("MNV2_MUTANTS_FILE") ?? "";

    private readonly string? _wanted = Environment.GetEnvironmentVariable("MNV2_MUTANTS");

    /// <summary>More than in a usual test run.</summary>
    public bool IsLong => _wanted is not null;

    /// <param name="sources">Texts by the names of their files.</param>
    /// <param name="few">So many in a usual test run, spread over all.</param>
    /// <param name="isMeant">What is no part of what is tested is left out.</param>
    public ImmutableArray<CSharpMutant> Of(
        IEnumerable<KeyValuePair<string, string>> sources, int few, Func<CSharpMutant, bool>? isMeant = null)
    {
        var all = sources.Where(s => s.Key.Contains(_only, StringComparison.Ordinal)).SelectMany(s => CSharpMutants.Of(s.Key, s.Value))
            .Where(m => !_reasons.Contains(m.Key) && isMeant?.Invoke(m) != false).ToImmutableArray();
        var count = Math.Min(all.Length, _wanted switch
        {
            null => few,
            "all" => all.Length,
            _ => int.Parse(_wanted, CultureInfo.InvariantCulture),
        });
        return [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];
    }

    /// <summary>The report is written as it grows: a long run is worth something when it is ended.</summary>
    public void AllAreNoticed(ImmutableArray<CSharpMutant> mutants, Func<CSharpMutant, bool> isNoticed)
    {
        var report = Environment.GetEnvironmentVariable("MNV2_MUTANTS_REPORT");
        var survivors = new List<string>();
        var asked = 0;
        mutants.AsParallel().WithDegreeOfParallelism(2).ForAll(mutant =>
        {
            var survives = !isNoticed(mutant);
            lock (survivors)
            {
                asked++;
                if (survives)
                    survivors.Add(string.Create(CultureInfo.InvariantCulture, $"{mutant.Line}: {mutant.Key}"));
                if (report is null)
                    return;
                var counts = $"{asked} of {mutants.Length} mutants, {survivors.Count} not noticed; {_reasons.Count} are no faults";
                File.WriteAllLines(report, survivors.Order(StringComparer.Ordinal).Prepend(counts));
            }
        });
        Assert.Empty(survivors.Order(StringComparer.Ordinal));
    }
}
