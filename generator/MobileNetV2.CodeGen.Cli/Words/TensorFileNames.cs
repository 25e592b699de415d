using System.Collections.Frozen;
using System.Globalization;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Words;

/// <summary>Names of files for the tensors that a run computes: the tensor's own, as far as a file can have it.</summary>
internal sealed class TensorFileNames
{
    private const int LongestName = 80;

    private readonly Dictionary<TensorId, string> _names = [];
    private readonly FrozenDictionary<string, TensorId> _tensors;

    public TensorFileNames(Graph graph)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // Where converters give a name twice, the border is what people mean.
        foreach (var id in graph.Outputs.Concat(graph.Inputs).Concat(graph.Tensors.Where(t => !t.IsConstant).Select(t => t.Id)).Distinct())
        {
            var name = Clean(graph[id].Name);
            if (name.Length == 0 || !taken.Add(name))
                name = $"{name}~{Number(id)}";
            _names.Add(id, name);
        }

        _tensors = _names.DistinctBy(n => n.Value).ToFrozenDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);
    }

    /// <summary>Without extension.</summary>
    public string this[TensorId id] => _names[id];

    /// <summary>The tensor that a person or a file names: by its number, its name, or its name as a file has it;
    /// constants excepted.</summary>
    public TensorId? Find(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _names.ContainsKey(new TensorId(number)))
            return new TensorId(number);
        return _tensors.TryGetValue(name, out var id) || _tensors.TryGetValue(Clean(name), out id) ? id : null;
    }

    /// <summary>What to suggest to who misspells one.</summary>
    public IEnumerable<string> All => _names.Values;

    private static string Clean(string name)
    {
        var cut = name.IndexOf(';', StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;
        var characters = cut.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_').ToArray();
        return new string(characters).TrimStart('.', '-').TrimEnd('.');
    }

    private static string Number(TensorId id) => id.Value.ToString(CultureInfo.InvariantCulture);
}
