using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Simulation.Building;

namespace MobileNetV2.CodeGen.Simulation.Hosting;

/// <summary>Writes <c>mnv2_rows.c</c>: the calls of a model whose rows are pushed, under names that do not depend on the model.</summary>
internal static class RowsSource
{
    public static string For(SimulatedModel model)
    {
        var (m, output, memory) = (model.Name, model.Outputs, model.OutputMemory);
        var c = new StringBuilder();
        c.Append(CultureInfo.InvariantCulture, $$"""
            #include <string.h>

            #include "mnv2_model.h"
            #include "{{m}}.h"

            int mnv2_rows_begin(void);
            int mnv2_rows_push(const void *rows, size_t count);
            int mnv2_rows_finish(void);

            int mnv2_rows_begin(void)
            {
                return (int){{m}}_begin();
            }

            int mnv2_rows_push(const void *rows, size_t count)
            {
                return (int){{m}}_push_rows((const {{model.Inputs[0].Type.CName()}} *)rows, count);
            }

            int mnv2_rows_finish(void)
            {
                const int status = (int){{m}}_finish();

            """);
        for (var i = 0; i < output.Length; i++)
            c.Append(CultureInfo.InvariantCulture,
                $"    memcpy(&mnv2_model_under_test.output[{memory.OffsetBytes(i)}], {m}_output({(output.Length == 1 ? "" : i)}), "
                    + $"{output[i].SizeBytes});\n");
        return c.Append("    return status;\n}\n").ToString();
    }
}
