using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Gives each tensor a name of its own: its source's name where that is free, otherwise with its id.</summary>
internal sealed class TensorNames
{
    private readonly Dictionary<TensorId, string> _names = [];

    public TensorNames(Graph graph)
    {
        // The weights file gives this name a meaning of its own.
        var taken = new HashSet<string>(StringComparer.Ordinal) { "", "__metadata__" };
        var plain = graph.Tensors.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var tensor in graph.Tensors)
        {
            var name = tensor.Name;
            if (!taken.Add(name))
            {
                name += tensor.Id;
                while (plain.Contains(name) || !taken.Add(name))
                    name += "_";
            }

            _names[tensor.Id] = name;
        }
    }

    public string this[TensorId id] => _names[id];
}
