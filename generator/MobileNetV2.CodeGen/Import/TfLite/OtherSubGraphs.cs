using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Why a file has another number of subgraphs than one: the operators that call them tell.</summary>
internal static class OtherSubGraphs
{
    /// <summary>Whether all subgraphs but the first are called once, to give variables their initial values.</summary>
    public static bool AreInitialisers(ModelTable model)
    {
        var (subGraphs, codes) = (model.SubGraphs, model.OperatorCodes);
        if (subGraphs.Length == 0)
            return false;
        var called = subGraphs[0].Operators
            .Where(o => o.OpcodeIndex < codes.Length && codes[(int)o.OpcodeIndex].BuiltinCode == BuiltinOperator.CallOnce)
            .Where(StateConversion.CallOnce.IsIn)
            .Select(o => StateConversion.CallOnce.Read(o, StateConversion.SubGraph));
        return Enumerable.Range(1, subGraphs.Length - 1).All(called.ToHashSet().Contains);
    }

    public static Diagnostic Explain(ModelTable model, string fileName)
    {
        var subGraphs = model.SubGraphs;
        var used = subGraphs.Length == 0 ? [] : Kinds(model, subGraphs[0]);
        var state = used.Intersect(
            [BuiltinOperator.CallOnce, BuiltinOperator.VarHandle, BuiltinOperator.ReadVariable, BuiltinOperator.AssignVariable]);
        var control = used.Intersect([BuiltinOperator.If, BuiltinOperator.While]);
        return ImportDiagnostics.SubGraphs(fileName, subGraphs.Length, Names(state), Names(control));
    }

    private static ImmutableArray<BuiltinOperator> Kinds(ModelTable model, SubGraphTable subGraph)
    {
        var codes = model.OperatorCodes;
        return
        [
            .. subGraph.Operators.Where(o => o.OpcodeIndex < codes.Length).Select(o => codes[(int)o.OpcodeIndex].BuiltinCode).Distinct(),
        ];
    }

    private static string Names(IEnumerable<BuiltinOperator> kinds) => string.Join(", ", kinds.Select(k => k.Name()));
}
