using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// <c>--input-mode rows</c>: a RESHAPE of the input goes, and what it gives is the input. The caller's bytes are the same, and the rows are
/// those that the network works on, such as the frames of a keyword spotter that is given a flat vector.
/// </summary>
internal sealed class OpenInput : IPass
{
    public string Name => "open-input";

    public Graph Run(Graph graph, PassContext context)
    {
        if (!context.PushesRows)
            return graph;
        var edit = new GraphEditor(graph);
        foreach (var input in graph.Inputs)
        {
            var open = input;
            while (!edit.IsOutput(open) && edit.ReadersOf(open) is [Reshape view] && !edit.IsOutput(view.Output))
            {
                edit.Remove(view);
                edit.SetInput(open, view.Output);
                open = view.Output;
            }
        }

        return edit.ToGraph();
    }
}
