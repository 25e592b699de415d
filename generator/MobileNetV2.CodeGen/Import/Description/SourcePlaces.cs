using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Where tensors and operators stand in the description, so that the graph's own checks get line and column too.</summary>
internal sealed class SourcePlaces(DescriptionErrors errors, JsonValue root)
{
    private readonly Dictionary<string, JsonValue> _values = new(StringComparer.Ordinal);

    public void Add(TensorId id, JsonValue value) => _values.TryAdd($"tensor {id}", value);

    public void Add(OperatorId id, JsonValue value) => _values.TryAdd($"operator {id}", value);

    /// <summary>Adds the place to a location that begins with <c>tensor %5</c> or <c>operator #3</c>;
    /// anything else belongs to the whole file.</summary>
    public Diagnostic Locate(Diagnostic diagnostic)
    {
        var key = string.Join(' ', diagnostic.Location.Split(' ', 3).Take(2));
        return diagnostic with { Location = $"{errors.LocationOf(_values.GetValueOrDefault(key, root))}: {diagnostic.Location}" };
    }
}
