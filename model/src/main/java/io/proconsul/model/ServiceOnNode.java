package io.proconsul.model;

/** An instance together with the node it runs on. */
public record ServiceOnNode(Node node, ServiceInstance service) {}
