using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Mutation;

/// <summary>
/// Faults put into the runtime on purpose: the networks of the tests must notice them. Some here; <c>eng/mutate-c.sh</c> sets
/// <c>MNV2_MUTANTS</c> to the number that it wants, spread over all files, and <c>MNV2_MUTANTS_REPORT</c> to a file for what came out.
/// </summary>
public sealed class MutationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Operators_and_constants_change_and_nothing_else()
    {
        const string Source = """
            #define TWO 2
            #include "x3.h"
            /* 1 + 1 */
            static int8_t *f(const int8_t *x, int32_t n)
            {
                int8_t sums[3];
                for (int32_t i = 0; i < n; i++)
                {
                    x[4] += n - 0x10U;
                }
                n = n - 1 < 9 ? n - 1 : 9;
                return *x & "+ 1"[0] ? -1 : &x[n];
            }
            """;

        var mutants = CMutants.Of("f.c", Source).Select(m => $"{m.Line}: {m.Before} -> {m.After}");

        Assert.Equal(
            [
                "1: 2 -> 3", "6: 3 -> 2", "7: 0 -> 1", "7: < -> <=", "9: 4 -> 5", "9: += -> -=", "9: - -> +", "9: 0x10U -> 0x11U",
                "11: - -> +", "11: 1 -> 2", "11: 9 -> 10", "11: - -> +", "11: 1 -> 2", "11: 9 -> 10", "12: & -> |", "12: 0 -> 1",
                "12: 1 -> 2",
            ],
            mutants);
    }

    [SkippableFact]
    public void Faults_in_the_runtime_are_noticed()
    {
        Tool.Require("gcc");
        var wanted = int.Parse(Environment.GetEnvironmentVariable("MNV2_MUTANTS") ?? "12", CultureInfo.InvariantCulture);
        var first = int.Parse(Environment.GetEnvironmentVariable("MNV2_MUTANTS_FIRST") ?? "0", CultureInfo.InvariantCulture);
        var isSmall = Environment.GetEnvironmentVariable("MNV2_MUTANTS") is null;
        var file = Environment.GetEnvironmentVariable("MNV2_MUTANTS_FILE") ?? (isSmall ? "mnv2_max_pool_s8.c" : "");
        var folder = Environment.GetEnvironmentVariable("MNV2_MUTANTS_BENCH") ?? _folder.FullPath;
        var bench = new KernelBench(folder, countsBranches: false, isSmall ? name => name == "plain_windows_1" : IsWanted);
        var report = new Report();
        var mutants = bench.Files.Where(f => f.Contains(file, StringComparison.Ordinal))
            .SelectMany(f => CMutants.Of(f, File.ReadAllText(Path.Combine(KernelBench.Sources, f)))).ToImmutableArray();
        var step = Math.Max(1, mutants.Length / (double)wanted);
        var picked = Enumerable.Range(0, Math.Min(wanted, mutants.Length)).Select(i => mutants[(int)((i * step) + first) % mutants.Length])
            .OrderBy(m => unchecked((uint)(m.Line * 2654435761L) ^ (uint)m.File.Length)).ToArray();

        var path = Environment.GetEnvironmentVariable("MNV2_MUTANTS_REPORT");
        var number = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        Parallel.ForEach(picked, options, () => $"worker{Interlocked.Increment(ref number)}", (mutant, _, worker) =>
        {
            var isSame = false;
            var killer = bench.KilledBy(mutant, worker, ref isSame);
            report.Add(mutant, isSame, killer);
            if (path is not null)
                report.Write(path, mutants.Length);
            return worker;
        }, _ => { });

        if (path is null)
            Assert.True(report.Killed >= wanted / 3, report.ToString(mutants.Length));
    }

    /// <summary>Runs all programs with a runtime that counts its branches; <c>eng/coverage-c.sh</c> reads the counters.</summary>
    [SkippableFact]
    public void Branches_of_the_runtime_are_counted()
    {
        var folder = Environment.GetEnvironmentVariable("MNV2_COVERAGE");
        Skip.If(folder is null, "eng/coverage-c.sh says where to");

        Assert.NotEmpty(new KernelBench(folder!, countsBranches: true, IsWanted).Programs);
    }

    /// <summary>All programs, or those with a text in their name.</summary>
    private static bool IsWanted(string name) =>
        name.Contains(Environment.GetEnvironmentVariable("MNV2_PROGRAMS") ?? "", StringComparison.Ordinal);

    /// <summary>What became of mutants. Those that compilers make the same code of, and those that a list gives a reason for,
    /// do not count.</summary>
    private sealed class Report
    {
        private readonly ConcurrentBag<(CMutant Mutant, bool IsSame, string? Killer)> _all = [];
        private readonly Dictionary<string, string> _reasons = Reasons();

        public string[] Survivors =>
        [
            .. _all.Where(m => !m.IsSame && m.Killer is null).Select(m => (m.Mutant.File, m.Mutant.Line, m.Mutant.Key))
                .Where(m => !_reasons.ContainsKey(m.Key)).OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line)
                .Select(m => $"{m.Line}: {m.Key}"),
        ];

        public int Killed => _all.Count(m => m.Killer is not null);

        public void Add(CMutant mutant, bool isSame, string? killer) => _all.Add((mutant, isSame, killer));

        /// <summary>So far: a long run is worth something when it is ended.</summary>
        public void Write(string path, int possible)
        {
            lock (_reasons)
                File.WriteAllText(path, ToString(possible));
        }

        public string ToString(int possible)
        {
            var (same, killed) = (_all.Count(m => m.IsSame), _all.Count(m => m.Killer is not null));
            var survivors = Survivors;
            var excused = _all.Count - same - killed - survivors.Length;
            var percent = 100.0 * killed / Math.Max(1, killed + survivors.Length);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{_all.Count} of {possible} mutants: {killed} noticed, {survivors.Length} not: {percent:0.0} %\n"
                + $"not counted: {same} are the same code to the compiler (or in no program), "
                + $"{excused} have a reason in tests/mutation/survivors.txt\n")
                + string.Concat(survivors.Select(s => s + "\n"));
        }

        private static Dictionary<string, string> Reasons()
        {
            var file = Checkout.PathOf("tests", "mutation", "survivors.txt");
            return !File.Exists(file)
                ? []
                : File.ReadLines(file).Where(l => !l.StartsWith('#') && l.Contains(" | ", StringComparison.Ordinal))
                    .Select(l => (Line: l, Before: l.LastIndexOf(" | ", StringComparison.Ordinal)))
                    .DistinctBy(l => l.Line[..l.Before]).ToDictionary(l => l.Line[..l.Before], l => l.Line[(l.Before + 3)..]);
        }
    }
}
