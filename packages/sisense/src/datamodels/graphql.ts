/** The GraphQL texts of `/api/v2/ecm/` (rest-api §7.7; capabilities-2 §1.1, §5.8). */
export const listStateQuery = `query elasticubesMetadata {
  elasticubesMetadata {
    oid title type server status sizeInMb lastBuildTime lastBuildStatus lastPublishTime lastUpdated
  }
}`;

export const loadQuery = `query loadElasticube($title: String!, $server: String) {
  elasticubeByTitle(title: $title, server: $server) { oid __typename }
}`;

export const removeQuery = `mutation removeElasticube($title: String!, $server: String!) {
  removeElasticube(title: $title, server: $server)
}`;

export const publishQuery = `mutation publishElasticube($elasticubeOid: UUID!) {
  publishElasticube(elasticubeOid: $elasticubeOid)
}`;

/** The names of its fields are inferred: no source shows the answer. */
export const buildLogsQuery = `query getRecentBuildLogs($elasticubeOid: UUID!) {
  getRecentBuildLogs(elasticubeOid: $elasticubeOid) { timestamp verbosity type message }
}`;
