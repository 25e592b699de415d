using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>The tensors of a description by the names that operators, inputs and outputs refer to.</summary>
internal sealed class NamedTensors(DescriptionErrors errors)
{
    private readonly Dictionary<string, Tensor?> _byName = new(StringComparer.Ordinal);

    /// <param name="tensor">Null when it could not be read: references to it are not errors of their own.</param>
    public void Add(string name, JsonValue at, Tensor? tensor)
    {
        if (!_byName.TryAdd(name, tensor))
            errors.Add(at, where => ImportDiagnostics.DuplicateName(where, $"tensor '{name}'"));
    }

    /// <summary>The tensor of this name, if there is one that could be read; nothing is reported.</summary>
    public Tensor? Find(JsonValue reference) =>
        reference.Kind == JsonKind.String ? _byName.GetValueOrDefault(reference.GetString()) : null;

    /// <summary>The tensor that <paramref name="reference"/> names; null after reporting.</summary>
    public Tensor? Resolve(JsonValue reference, string what)
    {
        if (reference.Kind != JsonKind.String)
        {
            errors.Add(reference, at =>
                ImportDiagnostics.WrongValue(at, $"{what} is {reference.Describe()}, expected is the name of a tensor"));
            return null;
        }

        var name = reference.GetString();
        if (_byName.TryGetValue(name, out var tensor))
            return tensor;
        errors.Add(reference, at => ImportDiagnostics.UnknownTensor(at, what, name, _byName.Keys));
        return null;
    }
}
