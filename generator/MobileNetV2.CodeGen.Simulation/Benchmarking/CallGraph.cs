using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>Stack frames and calls as the compiler wrote them (<c>-fcallgraph-info=su</c>).</summary>
internal sealed partial class CallGraph
{
    private const string Indirect = "__indirect_call";

    // The table of steps, and within a step the table of a stream's stages.
    private const int MostIndirectCalls = 2;

    private readonly Dictionary<string, long> _frameBytes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _callees = new(StringComparer.Ordinal);

    /// <param name="files">Contents of <c>.ci</c> files.</param>
    public CallGraph(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            foreach (Match node in Node().Matches(file))
                _frameBytes[node.Groups["name"].Value] = long.Parse(node.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture);
            foreach (Match edge in Edge().Matches(file))
                Callees(edge.Groups["from"].Value).Add(edge.Groups["to"].Value);
        }

        JoinFiles();
    }

    /// <summary>Bytes of the deepest chain of frames below and including <paramref name="root"/>.
    /// Functions of libraries count as nothing.</summary>
    /// <remarks>A call through a pointer may reach every function that nobody calls by name: the steps, which a table holds.</remarks>
    public long DeepestBytes(string root)
    {
        var called = _callees.Values.SelectMany(c => c).ToHashSet(StringComparer.Ordinal);
        var pointedTo = _frameBytes.Keys.Where(f => !called.Contains(f) && f.Contains(':', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        return Deepest(root, MostIndirectCalls, [], pointedTo);
    }

    /// <param name="indirectLeft">Calls through pointers that may still follow: without a limit,
    /// functions that such calls may reach would reach each other in every order.</param>
    /// <param name="known">Results; while a function is being looked at, 0, since nothing generated is recursive.</param>
    private long Deepest(string function, int indirectLeft, Dictionary<(string, int), long> known, IReadOnlyList<string> pointedTo)
    {
        if (known.TryGetValue((function, indirectLeft), out var bytes))
            return bytes;
        known[(function, indirectLeft)] = 0;
        long below = 0;
        foreach (var callee in Callees(function))
        {
            var isIndirect = callee == Indirect;
            if (isIndirect && indirectLeft == 0)
                continue;
            foreach (var reached in isIndirect ? pointedTo : [callee])
                below = Math.Max(below, Deepest(reached, indirectLeft - (isIndirect ? 1 : 0), known, pointedTo));
        }

        return known[(function, indirectLeft)] = _frameBytes.GetValueOrDefault(function) + below;
    }

    /// <summary>A weak function has its file's name before its own where it is defined, and none where another file calls it.</summary>
    private void JoinFiles()
    {
        var defined = _frameBytes.Keys.ToLookup(f => f[(f.IndexOf(':', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);
        foreach (var callees in _callees.Values)
        {
            foreach (var elsewhere in callees.Where(c => !_frameBytes.ContainsKey(c)).ToArray())
                callees.UnionWith(defined[elsewhere]);
        }
    }

    private SortedSet<string> Callees(string function)
    {
        if (!_callees.TryGetValue(function, out var callees))
            _callees[function] = callees = new(StringComparer.Ordinal);
        return callees;
    }

    [GeneratedRegex("""node: \{ title: "(?<name>[^"]+)" label: "[^"]*?\\n(?<bytes>[0-9]+) bytes """)]
    private static partial Regex Node();

    [GeneratedRegex("""edge: \{ sourcename: "(?<from>[^"]+)" targetname: "(?<to>[^"]+)" """)]
    private static partial Regex Edge();
}
