using System.Collections;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Finds networks that compute neither on 8 or 16 bits nor on float32 as a whole: one message says so,
/// instead of one for each operator.</summary>
internal sealed class ActivationTypes(DiagnosticBag diagnostics)
{
    private readonly List<(Tensor Input, string Place)> _refused = [];

    /// <summary>False when the operator's data is neither int8, int16 nor float32 although its kind needs that.</summary>
    public bool Accept(OperatorSource source)
    {
        var type = source.Input(source.Converter.DataInput).Type;
        if (source.Converter.Data.HasFlag(DataTypes.Integers) && type is ElementType.Int32 or ElementType.Int64)
            return true;
        if (!source.Converter.Data.HasFlag(DataTypes.Quantized) || source.ReadsOnlyConstants
            || type is ElementType.Int8 or ElementType.Int16 or ElementType.Float32)
            return true;
        _refused.Add((source.Input(source.Converter.DataInput), source.Place));
        return false;
    }

    /// <param name="explained">Tensors of which a message told already why they have no value.</param>
    public void Report(BitArray explained)
    {
        foreach (var type in _refused.Where(r => !explained[r.Input.Id.Value]).GroupBy(r => r.Input.Type).OrderBy(g => g.Key))
            diagnostics.Add(ImportDiagnostics.NotInt8(type.First().Place, type.Count(), type.Key.ToString().ToLowerInvariant()));
    }
}
