using System.Text;
using System.Text.Json;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>What several networks need of one firmware, for programs.</summary>
internal static class NetworksReport
{
    public static string Json(NetworksView view)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(w, view);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter w, NetworksView view)
    {
        w.WriteStartObject();
        w.WriteString("toolVersion", view.Version);
        w.WriteString("target", view.Networks[0].Plan.Target);
        w.WriteString("sharedArena", view.Arena);
        w.WriteNumber("arenaBytes", view.Bytes);
        w.WriteNumber("stateBytes", view.StateBytes);
        w.WriteNumber("weightsBytes", view.Networks.Sum(n => n.Plan.WeightsBytes));
        w.WriteNumber("macs", view.Networks.Sum(n => n.Plan.Macs));
        w.WriteNumber("estimatedInstructions", view.Networks.Sum(n => n.Plan.EstimatedInstructions));
        w.WriteStartArray("networks");
        foreach (var network in view.Networks)
            Write(w, network);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter w, NetworkView network)
    {
        var plan = network.Plan;
        w.WriteStartObject();
        w.WriteString("name", network.Name);
        w.WriteString("model", plan.Model);
        w.WriteString("modelSha256", plan.ModelSha256);
        w.WriteString("schedule", plan.Schedule);
        w.WriteNumber("arenaBytes", plan.ArenaBytes);
        w.WriteNumber("stateBytes", plan.StateBytes);
        w.WriteNumber("weightsBytes", plan.WeightsBytes);
        w.WriteNumber("macs", plan.Macs);
        w.WriteNumber("estimatedInstructions", plan.EstimatedInstructions);
        if (plan.Timing?.Milliseconds is { } milliseconds)
            w.WriteNumber("milliseconds", milliseconds);
        w.WriteString("report", network.Name + "_report.json");
        w.WriteEndObject();
    }
}
