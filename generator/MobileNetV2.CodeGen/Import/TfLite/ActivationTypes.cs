using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Finds networks that compute neither on 8 bits nor on float32 as a whole: one message says so, instead of one for each operator.</summary>
internal sealed class ActivationTypes(DiagnosticBag diagnostics)
{
    private readonly SortedDictionary<ElementType, (string Place, int Count)> _refused = [];

    /// <summary>False when the operator's data is neither int8 nor float32 although its kind needs that.</summary>
    public bool Accept(OperatorSource source)
    {
        var type = source.Input(source.Converter.DataInput).Type;
        if (!source.Converter.NeedsInt8 || type is ElementType.Int8 or ElementType.Float32)
            return true;
        var (place, count) = _refused.GetValueOrDefault(type, (source.Place, 0));
        _refused[type] = (place, count + 1);
        return false;
    }

    public void Report()
    {
        foreach (var (type, (place, count)) in _refused)
            diagnostics.Add(ImportDiagnostics.NotInt8(place, count, type.ToString().ToLowerInvariant()));
    }
}
