using System.Collections;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Gathers operands that should be constants and are not: once for each kind of operator, since the cause is mostly one.</summary>
internal sealed class ComputedOperands(DiagnosticBag diagnostics)
{
    private readonly List<(OperatorSource Source, string Role, Tensor Tensor)> _found = [];

    public void Add(OperatorSource source, string role, Tensor tensor) => _found.Add((source, role, tensor));

    /// <param name="explained">Tensors of which a message told already why they have no value.</param>
    public void Report(BitArray explained)
    {
        foreach (var kind in _found.Where(f => !explained[f.Tensor.Id.Value]).GroupBy(f => (f.Source.Converter.Code, f.Role)))
        {
            var (source, role, tensor) = kind.First();
            diagnostics.Add(
                ImportDiagnostics.NotConstant(source.Place, role, $"tensor {tensor}", [.. kind.Select(f => f.Source.Id.Value)]));
        }
    }
}
