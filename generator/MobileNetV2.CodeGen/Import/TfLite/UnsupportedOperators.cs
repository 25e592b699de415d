using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Gathers operators without a converter, so that each kind is reported once with all its places.</summary>
internal sealed class UnsupportedOperators(string fileName, DiagnosticBag diagnostics)
{
    private readonly List<(bool IsCustom, string Name, int Index)> _found = [];

    public void Add(int index, OperatorCodeTable code)
    {
        var isCustom = code.BuiltinCode == BuiltinOperator.Custom;
        _found.Add((isCustom, isCustom ? SourceName.Clean(code.CustomCode) : code.BuiltinCode.Name(), index));
    }

    public void Report()
    {
        foreach (var kind in _found.GroupBy(f => (f.IsCustom, f.Name), f => f.Index))
        {
            var place = $"{fileName}: operator #{kind.First()} {kind.Key.Name}";
            diagnostics.Add(kind.Key.IsCustom
                ? ImportDiagnostics.CustomOperator(place, kind.Key.Name, [.. kind])
                : ImportDiagnostics.UnsupportedOperator(place, kind.Key.Name, [.. kind]));
        }
    }
}
